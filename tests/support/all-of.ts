// What comes one after the other, put together.

/** All that it gives, when it has ended. Rejects where it does. */
export async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
