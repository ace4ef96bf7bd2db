// Links to Redis for the suites, each closed with its test.
import { onTestFinished } from 'vitest'
import type { RedisLink } from '../../server/store/redis/link.ts'
import { freshPrefix, type OpenLink } from '../support/redis/redis-kinds.ts'

/** The link, closed when the running test has finished. */
export async function closing(opened: Promise<RedisLink>): Promise<RedisLink> {
  const link = await opened
  onTestFinished(() => link.close())
  return link
}

/** Something that lives on a link and is closed before it. */
interface Closable {
  close(): Promise<void>
}

/** One prefix for the running test; each call of the answer closes what was open on it and opens it anew, by a link of its own. */
export function reopeningLink<Store extends Closable>(
  openLink: OpenLink,
  open: (link: RedisLink) => Store,
): () => Promise<Store> {
  const prefix = freshPrefix()
  let current: { store: Store; link: RedisLink } | null = null
  const close = async () => {
    await current?.store.close()
    await current?.link.close()
  }
  onTestFinished(close)
  return async () => {
    await close()
    const link = await openLink(prefix)
    current = { link, store: open(link) }
    return current.store
  }
}
