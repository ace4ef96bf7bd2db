// Takes a screen's pictures: light and dark, large and small, each looked at for what a person would find wrong.
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ROOT } from '../../../scripts/freshness.ts'
import { drawn } from './frames.ts'
import { contrastFaults } from './look-at-contrast.ts'
import { fontFaults } from './look-at-fonts.ts'
import { layoutFaults } from './look-at-layout.ts'

export const LARGE = { width: 1280, height: 800 }
const SIZES = [LARGE, { width: 800, height: 600 }]
const FOLDER = join(ROOT, 'test-results/screenshots')

/** The picture that the README shows. It is taken anew where the environment says README_IMAGE=true. */
const README_PICTURE = 'conversation-en-light-1280x800'
const README_IMAGE = join(ROOT, 'docs/images/conversation.png')

/** The faults of the screen, one sentence each; its pictures are test-results/screenshots/NAME-THEME-SIZE.png. */
export async function takePictures(page: Page, name: string): Promise<string[]> {
  const faults = (await fontFaults(page)).map((fault) => `${name}: ${fault}`)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      const picture = `${name}-${colorScheme}-${size.width}x${size.height}`
      await take(page, picture)
      const found = [...(await layoutFaults(page)), ...(await contrastFaults(page))]
      faults.push(...found.map((fault) => `${picture}: ${fault}`))
    }
  }
  await page.setViewportSize(LARGE)
  return faults
}

async function take(page: Page, picture: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  const path = join(FOLDER, `${picture}.png`)
  await drawn(page)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  if (picture === README_PICTURE && process.env['README_IMAGE'] === 'true') await copyFile(path, README_IMAGE)
}
