// All that is found, whichever nodes the pages come from.
import type { RoomId } from '../../protocol/ids.ts'
import type { Found, Place, SearchIndex } from '../../server/store/search-index.ts'

/** All pages of a search for one word, each from another of the nodes, in turn. */
export async function allPages(
  nodes: readonly SearchIndex[],
  { word, rooms, limit }: { word: string; rooms: readonly RoomId[]; limit: number },
): Promise<Place[]> {
  const places: Place[] = []
  let cursor: string | null = null
  for (let page = 0; page === 0 || cursor !== null; page += 1) {
    const node = nodes[page % nodes.length] as SearchIndex
    const found: Found = await node.find({ words: [word], rooms, cursor, limit })
    places.push(...found.places)
    cursor = found.next
  }
  return places
}
