// An exported room as one page for people, which needs nothing but itself: no script, nothing to load, every text escaped.
import type { Entry } from '../../../protocol/entry.ts'
import type { Language } from '../../../protocol/rest.ts'
import type { ExportedRoom } from '../../chat/export-room.ts'
import { markup, type Markup } from './markup.ts'
import { STYLE, STYLE_SOURCE } from './style.ts'
import { WORDS } from './words.ts'

/** What such a page may do: have its own style. It says so itself too, because it is mostly opened from a disk. */
export const PAGE_POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'`

export interface PageOptions {
  language: Language
  /** The name of the time zone in which days begin and times are told (IANA). */
  timeZone: string
}

/** The parts of the page. All of them together end with `</html>`, under a line that says that this is the end. */
export async function* renderHtml(exported: ExportedRoom, options: PageOptions): AsyncGenerator<string> {
  const { language, timeZone } = options
  const { empty, end } = WORDS[language]
  yield headOf(exported, options).html
  const lineOf = linesIn(options)
  const dayOf = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone })
  let day: string | null = null
  for await (const page of exported.pages) {
    let part = ''
    for (const entry of page) {
      const line = lineOf(entry).html
      if (line === '') continue
      const today = dayOf.format(entry.sentAt)
      if (today !== day) part += markup`<h2>${today}</h2>\n`.html
      day = today
      part += line
    }
    yield part
  }
  if (day === null) yield markup`<p class="notice">${empty}</p>\n`.html
  yield markup`</main>\n<footer>${end}</footer>\n</body>\n</html>\n`.html
}

function headOf({ room, exportedAt }: ExportedRoom, { language, timeZone }: PageOptions): Markup {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone })
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${room.name}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1 dir="auto">${room.name}</h1>
<p>${WORDS[language].exported(timeOf(exportedAt, format), timeZone)}</p>
</header>
<main>
`
}

function noticeLine(sentence: Markup, time: Markup): Markup {
  return markup`<p class="notice">${sentence} ${time}</p>\n`
}

/** How one entry looks: somebody's words under their name, or a notice as a sentence; nothing for what only changes others. */
function linesIn({ language, timeZone }: PageOptions): (entry: Entry) => Markup {
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone })
  return (entry) => {
    const { type, sender, sentAt } = entry
    // Its own direction, whatever that is, stays within the name.
    const name = markup`<bdi>${sender}</bdi>`
    const time = timeOf(sentAt, clock)
    switch (type) {
      case 'TALK':
        return markup`<article><h3>${name} ${time}${markOf(entry, language)}</h3>${textOf(entry, language)}</article>\n`
      case 'ENTER':
        return noticeLine(WORDS[language].notice('entered', name), time)
      case 'LEAVE':
        return noticeLine(WORDS[language].notice(entry.reason ?? 'left', name), time)
      case 'EDIT':
      case 'DELETE':
        // What became of a message is seen where the message stands.
        return markup``
    }
  }
}

function markOf({ editedAt }: Entry, language: Language): Markup {
  return editedAt === undefined ? markup`` : markup` <small>${WORDS[language].edited}</small>`
}

function textOf({ message, deleted }: Entry, language: Language): Markup {
  if (deleted === true) return markup`<p class="gone">${WORDS[language].deleted}</p>`
  return markup`<p dir="auto">${message}</p>`
}

function timeOf(at: number, format: Intl.DateTimeFormat): Markup {
  return markup`<time datetime="${new Date(at).toISOString()}">${format.format(at)}</time>`
}
