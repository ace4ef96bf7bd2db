// Who this host is: `host.json` in the data folder, made on the first start and kept from then on.
import { join } from 'node:path'
import { Low } from 'lowdb'
import { DataFolderError, makeDataFolder, unreadable } from './data-folder.ts'
import { isHostIdentity, isLaterIdentity, newHostIdentity, type HostIdentity } from './host-identity.ts'
import { PrivateJsonFile } from './private-json-file.ts'

const FILE_NAME = 'host.json'

/**
 * The host's identity, the same at every start. A `name` replaces the one that is stored; the first start without one
 * takes the computer's. Throws DataFolderError where the file cannot be read, and leaves such a file alone: with another
 * signing key everybody would be signed out. Take the folder first (`openDatabase` does): two processes would overwrite each other.
 */
export async function openHostFile(dataDir: string, { name }: { name?: string } = {}): Promise<HostIdentity> {
  makeDataFolder(dataDir)
  const path = join(dataDir, FILE_NAME)
  const file = new Low<unknown>(new PrivateJsonFile(path), null)
  try {
    await file.read()
    const stored = file.data === null ? null : checked(path, file.data)
    const identity = renamed(stored ?? newHostIdentity(), name)
    if (stored?.name !== identity.name) await write(file, identity)
    return identity
  } catch (error) {
    throw error instanceof DataFolderError ? error : unreadable(path, error)
  }
}

/** The identity in the folder. Throws DataFolderError where there is none, or none that can be used. */
export async function readHostFile(dataDir: string): Promise<HostIdentity> {
  const path = join(dataDir, FILE_NAME)
  try {
    const data = await new PrivateJsonFile(path).read()
    if (data !== null) return checked(path, data)
  } catch (error) {
    throw error instanceof DataFolderError ? error : unreadable(path, error)
  }
  throw new DataFolderError('DATA_UNREADABLE', `There is no ${path}.`)
}

/** Keeps this identity in the folder, whatever was there. On the disk when it resolves. */
export function writeHostFile(dataDir: string, identity: HostIdentity): Promise<void> {
  return new PrivateJsonFile(join(dataDir, FILE_NAME)).write(identity)
}

/** The identity that this JSON tells, which was found in `path`. Throws DataFolderError. */
export function parseHostIdentity(path: string, json: string): HostIdentity {
  try {
    return checked(path, JSON.parse(json))
  } catch (error) {
    throw error instanceof DataFolderError ? error : unreadable(path, error)
  }
}

async function write(file: Low<unknown>, identity: HostIdentity): Promise<void> {
  file.data = identity
  await file.write()
}

function checked(path: string, data: unknown): HostIdentity {
  if (isHostIdentity(data)) return data
  if (isLaterIdentity(data))
    throw new DataFolderError('DATA_TOO_NEW', `${path} was written by a later version.`)
  throw new DataFolderError('DATA_UNREADABLE', `${path} is not the identity of a host.`)
}

function renamed(identity: HostIdentity, name: string | undefined): HostIdentity {
  return name === undefined ? identity : { ...identity, name }
}
