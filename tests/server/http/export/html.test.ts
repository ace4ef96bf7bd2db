import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import { PAGE_POLICY, renderHtml, type PageOptions } from '../../../../server/http/export/html.ts'
import { span } from '../../../contracts/samples.ts'
import { Random, seedFor } from '../../../support/random.ts'
import { NOON, exportedOf, nastyText, wholeOf } from './exported.ts'

const SEOUL: PageOptions = { language: 'ko', timeZone: 'Asia/Seoul' }
const UTC: PageOptions = { language: 'en', timeZone: 'UTC' }

const pageOf = (pages: readonly Partial<Entry>[][], options = UTC, name = '방') =>
  wholeOf(renderHtml(exportedOf(pages, name), options))

const bodyOf = (page: string) => page.slice(page.indexOf('<body>'))
/** What stands in each element of this kind, as a reader sees it; none of them is in another one of its kind. */
const textsIn = (page: string, element: string) =>
  [...bodyOf(page).matchAll(new RegExp(`<${element}[^>]*>(.*?)</${element.split(' ')[0]}>`, 'gs'))].map(
    ([, text = '']) => seen(text),
  )
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const seen = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&([^;]+);/g, (_, name: string) => ENTITIES[name] ?? '?')

/** Controls as the page shows them. */
const pictured = (text: string) =>
  text.replace(/[^\P{Cc}\t\n]/gu, (c) => {
    const code = c.charCodeAt(0)
    if (code === 0x7f) return '␡'
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
  })

describe('a room as a page', () => {
  it('has the room’s name, when it was taken out, and a line that it is all there', async () => {
    const page = await pageOf([[{}]], UTC, '우리 <집>')
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">\n/)
    expect(page).toContain('<title>우리 &lt;집&gt;</title>')
    expect(textsIn(page, 'h1')).toEqual(['우리 <집>'])
    expect(textsIn(page, 'header')[0]).toContain(
      'Exported on January 1, 2025 at 12:00 PM. Times are those of UTC.',
    )
    expect(page).toMatch(/<footer>This is the end of the export\.<\/footer>\n<\/body>\n<\/html>\n$/)
  })

  it('has a line for each day of the time zone, also where a page begins within it', async () => {
    const at = (hours: number) => ({ sentAt: NOON + hours * 3_600_000 })
    const pages = [
      [at(0), at(2)],
      [at(2.5), at(3)],
      [at(4), at(30)],
    ]
    expect(textsIn(await pageOf(pages, SEOUL), 'h2')).toEqual([
      '2025년 1월 1일 수요일',
      '2025년 1월 2일 목요일',
      '2025년 1월 3일 금요일',
    ])
    expect(textsIn(await pageOf(pages), 'h2')).toEqual([
      'Wednesday, January 1, 2025',
      'Thursday, January 2, 2025',
    ])
  })

  it.each([
    [UTC, '(edited)', 'Message deleted.'],
    [SEOUL, '(수정됨)', '삭제된 메시지예요.'],
  ])('has a mark of what was edited, and a line for what was deleted', async (options, edited, deleted) => {
    const pages: Partial<Entry>[][] = [
      [
        { message: '하나', editedAt: NOON },
        { message: '', deleted: true },
        { type: 'EDIT', message: '하나' },
      ],
      [{ type: 'DELETE', message: '', sentAt: NOON + 99 * 3_600_000 }],
    ]
    const page = await pageOf(pages, options)
    expect(textsIn(page, 'small')).toEqual([edited])
    expect(textsIn(page, 'p').slice(1)).toEqual(['하나', deleted])
    expect(textsIn(page, 'h2')).toHaveLength(1)
  })

  it('has of each talk who said it, when, and what, with its lines as they were', async () => {
    const page = await pageOf([[{ sender: '하늘', message: '하나\n\n  둘\n' }]], SEOUL)
    expect(page).toContain(
      '<article><h3><bdi>하늘</bdi> <time datetime="2025-01-01T12:00:00.000Z">오후 9:00</time></h3>' +
        '<p dir="auto">하나\n\n  둘\n</p></article>',
    )
    expect(page).toMatch(/article p \{[^}]*white-space: pre-wrap/)
  })

  it.each([
    [
      SEOUL,
      [
        '하늘님이 들어왔어요. 오후 9:00',
        '하늘님이 나갔어요. 오후 9:00',
        '하늘님이 오래 자리를 비워 나갔어요. 오후 9:00',
        '하늘님이 내보내졌어요. 오후 9:00',
      ],
    ],
    [
      UTC,
      [
        '하늘 entered. 12:00 PM',
        '하늘 left. 12:00 PM',
        '하늘 left after a long absence. 12:00 PM',
        '하늘 was removed. 12:00 PM',
      ],
    ],
  ] as const)('tells notices as sentences of $0.language', async (options, sentences) => {
    const notices = [
      { type: 'ENTER' },
      { type: 'LEAVE' },
      { type: 'LEAVE', reason: 'away' },
      { type: 'LEAVE', reason: 'removed' },
    ] as const
    expect(textsIn(await pageOf([[...notices]], options), 'p class="notice"')).toEqual(sentences)
  })

  it.each([
    [SEOUL, '아직 아무 말도 없었어요.'],
    [UTC, 'Nothing had been said here.'],
  ])('says so where nothing was said', async (options, sentence) => {
    expect(textsIn(await pageOf([], options), 'p class="notice"')).toEqual([sentence])
  })

  it('[EX5] has every text as text', async () => {
    const random = new Random(seedFor('nasty texts in HTML'))
    const texts = span(1, 300).map(() => nastyText(random))
    const types = ['TALK', 'ENTER'] as const
    const entries = texts.map((text) => ({ type: random.pick(types), message: text, sender: text }))
    const page = await pageOf([entries])
    expect(textsIn(page, 'bdi')).toEqual(texts.map(pictured))
    const said = entries.filter(({ type }) => type === 'TALK').map(({ message }) => pictured(message))
    expect(textsIn(page, 'p dir="auto"')).toEqual(said)
    const own =
      /^<\/?(body|header|main|footer|h[123]|p|article|bdi|time|html)( (dir|class|datetime)="[\w:.-]+")?>$/
    for (const [tag] of bodyOf(page).matchAll(/<[^>]*>/g)) expect(tag).toMatch(own)
  })

  it('[EX5] can do nothing, load nothing, and has no style but its own', async () => {
    const page = await pageOf([[{}]])
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(PAGE_POLICY).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    )
    const meta = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
    expect(seen(meta)).toBe(PAGE_POLICY)
    expect(page).not.toMatch(/<script|<link|<img|\bsrc=|\bhref=|url\(|@import/)
  })
})
