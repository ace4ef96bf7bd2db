// What whoever has a host backed up, restored or moved, or a room imported, gives to it, and gets from it.

export type CopyStep = 'copying' | 'checking' | 'importing' | 'moving' | 'arranging'

export interface CopyWatch {
  /** `share`: how much of the step is done, from 0 to 1; null where nobody knows. */
  readonly onProgress: (step: CopyStep, share: number | null) => void
  /** Aborted by an Error, with which the work then rejects; but for a move, it leaves nothing behind. */
  readonly signal: AbortSignal
}

/** What is in the backup. `bytes`: the size of its file, or of the database that was made of it. */
export interface Copied {
  bytes: number
  rooms: number
  entries: number
}
