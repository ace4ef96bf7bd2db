// One row of the table of limits: tried out at the limit and one past it, or proved by another test, which it names.
import type { RoomId } from '../../../protocol/ids.ts'

/** A host whose limits are tried out, a guest of it, and a room that the guest is in. */
export interface Door {
  http: string
  ws: string
  token: string
  roomId: RoomId
}

/** Does as much of something; answers what came of it, in the words of the table. */
export type Probe = (door: Door, amount: number) => Promise<string>

export type Limit =
  | { probe: Probe; at: string; past: string }
  /** `rule` stands in the test at `test`, under tests/. */
  | { rule: string; test: string }
  /** No peer can reach it. */
  | { own: string }
