// The page of examples/greeting in a browser.
import { expect, test } from 'vitest'
import { scriptForAll } from '../support/host-process.ts'
import { describeInChromium } from './support/windows.ts'

describeInChromium('the page of the greeting example', (open) => {
  const host = scriptForAll('greeting', '--log-level', 'fatal')

  test('says hello to everybody who is connected', async () => {
    const pages = [await open(), await open()]
    for (const page of pages) {
      await page.goto(host().http)
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      await page.getByRole('button', { name: 'Disconnect' }).and(page.locator(':enabled')).waitFor()
    }
    const [speaker, listener] = pages
    await speaker?.getByLabel('What is your name?').fill('<i>하늘</i>')
    // The subscription of a page is in effect when it hears itself; of another, when it hears anything.
    await expect
      .poll(async () => {
        await speaker?.getByRole('button', { name: 'Send' }).click()
        return listener?.getByRole('log').innerText()
      })
      .toContain('Hello, <i>하늘</i>!')
    expect(await speaker?.getByRole('log').innerText()).toContain('Hello, <i>하늘</i>!')
    await speaker?.getByRole('button', { name: 'Disconnect' }).click()
    await speaker
      ?.getByRole('button', { name: 'Connect', exact: true })
      .and(speaker.locator(':enabled'))
      .waitFor()
  })
})
