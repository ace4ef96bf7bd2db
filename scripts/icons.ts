// `node scripts/run.mjs icons`: draws the icon files of build/ from build/icon.svg, with Chromium. Run it when the drawing changes.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { CHROMIUM_FLAGS, chromiumPath } from '../tests/support/chromium.ts'
import { ROOT } from './freshness.ts'
import { toIcns, toIco } from './icon-files.ts'

const BUILD = join(ROOT, 'build')
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

export async function run(): Promise<number> {
  const executablePath = chromiumPath()
  if (executablePath === null) throw new Error('Drawing the icons needs Chromium.')
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS })
  try {
    await writeIcons(await drawAll(await browser.newPage()))
  } finally {
    await browser.close()
  }
  return 0
}

/** The drawing as PNG files, by their width in pixels. */
async function drawAll(page: Page): Promise<Map<number, Buffer>> {
  const svg = await readFile(join(BUILD, 'icon.svg'), 'utf8')
  const drawn = new Map<number, Buffer>()
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
    drawn.set(size, await page.screenshot({ omitBackground: true }))
  }
  return drawn
}

async function writeIcons(drawn: ReadonlyMap<number, Buffer>): Promise<void> {
  await mkdir(join(BUILD, 'icons'), { recursive: true })
  for (const [size, png] of drawn) await writeFile(join(BUILD, `icons/${size}x${size}.png`), png)
  await writeFile(join(BUILD, 'icon.ico'), toIco(drawn))
  await writeFile(join(BUILD, 'icon.icns'), toIcns(drawn))
}
