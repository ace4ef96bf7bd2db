// One request for a file of a host: its content, and the name under which it is saved.
import { failureIn, RequestFailure } from './request.ts'

/** A file, and the name that the host gave it; empty where it gave none. */
export interface FileAnswer {
  name: string
  content: Blob
}

/** However long it takes: the file may be large. Rejects with a RequestFailure, and nothing else. */
export async function requestFile(url: string, token: string): Promise<FileAnswer> {
  const unreachable = () => {
    throw new RequestFailure('UNREACHABLE')
  }
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(url, { headers, cache: 'no-store' }).catch(unreachable)
  if (!response.ok) throw failureIn(await response.json().catch(() => null), response.headers)
  const name = fileNameIn(response.headers.get('content-disposition') ?? '')
  return { name, content: await response.blob().catch(unreachable) }
}

/** The whole name, as RFC 8187 writes it. */
function fileNameIn(disposition: string): string {
  const [, name = ''] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition) ?? []
  try {
    return decodeURIComponent(name)
  } catch {
    return ''
  }
}
