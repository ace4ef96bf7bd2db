// How the suites get the log that they are about.
import type { RoomLog } from '../../server/store/room-log.ts'

/** An empty log of its own for the running test, which it ends with. It takes `now` for its clock. */
export type OpenLog = (now: () => number) => Promise<RoomLog>
