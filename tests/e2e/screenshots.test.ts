// Every screen in Korean and English, light and dark, large and small: pictures in test-results/screenshots, and nothing in
// them that is cut off, hard to read, or without its font. README_IMAGE=true takes the README's picture anew.
import { expect, test } from 'vitest'
import { appScreens } from './support/app-screens.ts'
import { chatScreens } from './support/chat-screens.ts'
import { firstScreens } from './support/first-screens.ts'
import { ownRoomScreens } from './support/own-room-screens.ts'
import { takePictures } from './support/picture.ts'
import { roomScreens } from './support/room-screens.ts'
import type { Language, Walk } from './support/screen.ts'
import { unreadScreens } from './support/unread-screens.ts'
import { describeInChromium } from './support/windows.ts'

const LANGUAGES: readonly Language[] = ['ko', 'en']

describeInChromium('every screen', (open) => {
  test.each(LANGUAGES)('of the first page, in %s', (language) => look(firstScreens(open, language), language))
  test.each(LANGUAGES)('of the app alone, in %s', (language) => look(appScreens(open, language), language))
  test.each(LANGUAGES)('of the chat, in %s', (language) => look(chatScreens(open, language), language))
  test.each(LANGUAGES)('of a room and its owner, in %s', (language) =>
    look(roomScreens(open, language), language),
  )
  test.each(LANGUAGES)('of what was not read, in %s', (language) =>
    look(unreadScreens(open, language), language),
  )
  test.each(LANGUAGES)('of one’s own rooms, in %s', (language) =>
    look(ownRoomScreens(open, language), language),
  )
})

async function look(walk: Walk, language: Language): Promise<void> {
  const faults: string[] = []
  for await (const { name, page } of walk) faults.push(...(await takePictures(page, `${name}-${language}`)))
  expect(faults).toEqual([])
}
