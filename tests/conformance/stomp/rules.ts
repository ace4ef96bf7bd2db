// The cases of the specifications: each is a sentence of one section or more, tried in each version and on each line.
import { it, type TestContext } from 'vitest'
import { VERSIONS, type StompVersion } from '../../../server/stomp/frame.ts'
import { frameText } from '../../support/frame-text.ts'
import type { HostProcess } from '../../support/host-process.ts'
import { person, type Person } from '../people.ts'
import { LINE_KINDS, type Line, type LineKind } from './lines.ts'
import { Peer } from './peer.ts'
import { Room } from './room.ts'

/** The section of each version that says it; a version that is left out says nothing of it. */
export type Sections = Partial<Record<StompVersion, string>>

/** What a case is played with. Its lines are closed when it is over. */
export interface Scene {
  readonly version: StompVersion
  readonly host: HostProcess
  /** A line on which nothing was said. */
  readonly open: () => Promise<Line>
  /** A peer that was welcomed in the version of the case, all of them the same person. `headers` are those of CONNECT. */
  readonly connect: (headers?: Record<string, string>) => Promise<Peer>
  /** A new room that this person has entered. */
  readonly newRoom: () => Promise<Room>
}

type Rule = (
  sections: Sections,
  says: string,
  play: (scene: Scene) => Promise<void>,
  kinds?: readonly LineKind[],
) => void

/** Gives the function that adds a case to this file, whose host is `host`; by `it.concurrent` they run side by side. */
export function rulesOn(host: () => HostProcess, add: Pick<typeof it, 'for'> = it): Rule {
  let somebody: Promise<Person> | null = null
  return (sections, says, play, kinds = LINE_KINDS) => {
    for (const version of VERSIONS) {
      const section = sections[version]
      if (section === undefined) continue
      add.for(kinds)(`${version} §${section}: ${says} [$name]`, async (kind, test) =>
        play(
          sceneOn(test, host(), { version, kind, somebody: await (somebody ??= person(host(), '시험관')) }),
        ),
      )
    }
  }
}

/** The headers of a CONNECT in this version. 1.0 has no header for it. */
export function connectHeaders(version: StompVersion): Record<string, string> {
  return version === '1.0' ? {} : { 'accept-version': version, host: 'sarangbang' }
}

interface Cast {
  version: StompVersion
  kind: LineKind
  somebody: Person
}

function sceneOn(test: TestContext, host: HostProcess, { version, kind, somebody }: Cast): Scene {
  const open = async (): Promise<Line> => {
    const line = await kind.open(host)
    test.onTestFinished(() => line.leave())
    return line
  }
  const connect = async (headers: Record<string, string> = {}): Promise<Peer> => {
    const line = await open()
    const all = { ...connectHeaders(version), Authorization: `Bearer ${somebody.rest.token}`, ...headers }
    line.send(frameText('CONNECT', all))
    return new Peer(version, line, await line.frames.next())
  }
  return { version, host, open, connect, newRoom: () => Room.open(somebody) }
}
