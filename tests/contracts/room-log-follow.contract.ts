// What every RoomLog tells its followers: each entry once, in order, whatever the other followers do.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Entry } from '../../protocol/entry.ts'
import type { OpenLog } from './open-log.ts'
import { follow, room, span, talk } from './samples.ts'

export function followContract(open: OpenLog): void {
  describe('follow', () => {
    it('tells each entry once, in order, before whoever appended goes on', async () => {
      const log = await open(() => 1)
      const heard: Entry[] = []
      await follow(log, 'a', (entry) => heard.push(entry))
      const kept = await Promise.all(span(1, 700).map((nth) => log.append(room('a'), talk(`n${nth}`))))
      expect(heard).toEqual(kept.map(({ entry }) => entry))
    })

    it('tells nothing of before, of other rooms, or of repeats', async () => {
      const log = await open(() => 1)
      await log.append(room('a'), talk('before'))
      const heard: string[] = []
      await follow(log, 'a', ({ nonce }) => heard.push(nonce))
      await Promise.all([log.append(room('b'), talk('elsewhere')), log.append(room('a'), talk('before'))])
      await Promise.all([log.append(room('a'), talk('new')), log.append(room('a'), talk('new'))])
      expect(heard).toEqual(['new'])
    })

    it('tells only what can be read', async () => {
      const log = await open(() => 1)
      const readable: Promise<boolean>[] = []
      await follow(log, 'a', ({ seq }) => {
        readable.push(log.head(room('a')).then(({ last }) => last >= seq))
      })
      await Promise.all(span(1, 20).map((nth) => log.append(room('a'), talk(`n${nth}`))))
      expect(await Promise.all(readable)).toEqual(Array(20).fill(true))
    })

    it('tells one callback as often as it follows, until each has unfollowed', async () => {
      const log = await open(() => 1)
      const heard: number[] = []
      const onEntry = ({ seq }: Entry) => heard.push(seq)
      const [first, second] = [await follow(log, 'a', onEntry), await follow(log, 'a', onEntry)]
      await log.append(room('a'), talk('n1'))
      first()
      first()
      await log.append(room('a'), talk('n2'))
      second()
      await log.append(room('a'), talk('n3'))
      expect(heard).toEqual([1, 1, 2])
    })

    it('keeps the order for all when a follower appends', async () => {
      const log = await open(() => 1)
      const heard: number[] = []
      const answer = Promise.withResolvers<unknown>()
      await follow(log, 'a', ({ seq }) => {
        if (seq === 1) answer.resolve(log.append(room('a'), talk('answer')))
      })
      await follow(log, 'a', ({ seq }) => heard.push(seq))
      await Promise.all([log.append(room('a'), talk('n1')), log.append(room('a'), talk('n2'))])
      await answer.promise
      expect(heard).toEqual([1, 2, 3])
    })

    it('lets a follower follow and unfollow in its callback, from the next entry on', async () => {
      const log = await open(() => 1)
      const heard: string[] = []
      const other = await follow(log, 'a', ({ seq }) => heard.push(`other ${seq}`))
      const self = await follow(log, 'a', ({ seq }) => {
        heard.push(`self ${seq}`)
        self()
        other()
        void follow(log, 'a', (entry) => heard.push(`late ${entry.seq}`))
      })
      await Promise.all([log.append(room('a'), talk('n1')), log.append(room('a'), talk('n2'))])
      expect(heard).toEqual(['other 1', 'self 1', 'late 2'])
    })

    it('goes on when a follower throws, and says so', async () => {
      const warned = vi.spyOn(process, 'emitWarning').mockReturnValue()
      onTestFinished(() => warned.mockRestore())
      const log = await open(() => 1)
      const heard: number[] = []
      await follow(log, 'a', () => {
        throw new Error('thrown by a follower')
      })
      await follow(log, 'a', ({ seq }) => heard.push(seq))
      await Promise.all([log.append(room('a'), talk('n1')), log.append(room('a'), talk('n2'))])
      expect(heard).toEqual([1, 2])
      expect(warned).toHaveBeenCalledTimes(2)
    })
  })
}
