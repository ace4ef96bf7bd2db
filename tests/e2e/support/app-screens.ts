// The walk through what only the window of the desktop app shows: hosting here, joining elsewhere, and the host's own card.
import { inviteLink } from '../../../protocol/invite-link.ts'
import { startHost } from '../../support/host-process.ts'
import { ChatPage } from './chat-page.ts'
import { pretendDesktop } from './desktop-double.ts'
import { LOCALES, type Language, type Walk } from './screen.ts'
import type { OpenWindow } from './windows.ts'

const PASSWORD = 'k3fw-9zqa-hm2p'

export async function* appScreens(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', '지민님의 사랑방')
  const page = await open({ locale: LOCALES[language] })
  await pretendDesktop(page, {
    host: { state: 'stopped' },
    started: {
      state: 'running',
      reach: 'network',
      url: host.http,
      addresses: ['http://192.168.0.12:7420', 'http://10.42.0.7:7420'].map((one) =>
        inviteLink(one, PASSWORD),
      ),
      password: PASSWORD,
    },
  })
  await page.goto(host.http)
  await page.getByTestId('nickname').fill('지민')
  yield { name: 'app-first-run', page }

  await page.getByTestId('join').click()
  await page.getByTestId('address').waitFor()
  yield { name: 'app-join', page }

  await page.locator('button[type=button]').click()
  await page.getByTestId('host-here').click()
  await page.locator('label', { has: page.getByTestId('reach-network') }).click()
  yield { name: 'app-host-here', page }

  await page.getByTestId('start-hosting').click()
  await page.getByTestId('qr').waitFor()
  await new ChatPage(page).composer.waitFor()
  yield { name: 'app-host-card', page }

  await page.keyboard.press('Escape')
  await page.getByTestId('settings').click()
  await page.getByTestId('stop-hosting').waitFor()
  yield { name: 'app-settings', page }

  await page.getByTestId('stop-hosting').click()
  await page.getByTestId('confirm').waitFor()
  yield { name: 'app-stop', page }
}
