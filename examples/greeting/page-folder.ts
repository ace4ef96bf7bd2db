// Puts the page together: its own files and the two libraries that it uses, as they are installed.
import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../out/greeting/page')
const PAGE = join(import.meta.dirname, 'page')

/** The absolute path of the folder with everything that the page asks for. */
export function pageFolder(): string {
  const { resolve } = createRequire(import.meta.url)
  const files = {
    'index.html': join(PAGE, 'index.html'),
    'greeting.css': join(PAGE, 'greeting.css'),
    'greeting.js': join(PAGE, 'greeting.js'),
    'sockjs.js': resolve('sockjs-client/dist/sockjs.js'),
    'stomp.js': resolve('@stomp/stompjs'),
  }
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, file] of Object.entries(files)) copyFileSync(file, join(FOLDER, name))
  return FOLDER
}
