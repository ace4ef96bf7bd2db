// The folder that holds everything a host keeps, and the ways in which it can refuse to be used.
import { mkdirSync } from 'node:fs'

/**
 * `DATA_IN_USE`: another process has it. `DATA_UNREADABLE`: it, or a file in it, is damaged or out of reach.
 * `DATA_TOO_NEW`: a later version of the program has written it. `DATA_UNFINISHED`: a restore or a move was interrupted.
 * `DATA_MOVED`: the host that was there has moved to another place.
 */
type DataFault = 'DATA_IN_USE' | 'DATA_UNREADABLE' | 'DATA_TOO_NEW' | 'DATA_UNFINISHED' | 'DATA_MOVED'

/** Why a host cannot start on its data folder. Nothing in the folder was changed. `cause` has the system's own words. */
export class DataFolderError extends Error {
  readonly code: DataFault
  constructor(code: DataFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DataFolderError'
    this.code = code
  }
}

/** Makes the folder where there is none, closed to other people of this computer. Throws DATA_UNREADABLE. */
export function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw unreadable(dataDir, error)
  }
}

/** DATA_UNREADABLE for a file or folder, saying which, and why where the system tells. */
export function unreadable(path: string, cause: unknown): DataFolderError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new DataFolderError('DATA_UNREADABLE', `${path} cannot be used: ${why}`, { cause })
}
