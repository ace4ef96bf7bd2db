// The walk through what somebody in a plain browser sees before the chat.
import { startHost } from '../../support/host-process.ts'
import { HOST_AWAY, REFUSED } from './faults.ts'
import { LOCALES, type Language, type Walk } from './screen.ts'
import { arrive, WelcomePage } from './welcome-page.ts'
import { GUEST_NAME, type OpenWindow } from './windows.ts'

const NAME = '우리 연구실'

export async function* firstScreens(open: OpenWindow, language: Language): Walk {
  yield* ofTheHost(open, language)
  yield* ofGuests(open, language)
  yield* withoutHost(open, language)
}

async function* ofTheHost(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', NAME)
  const page = await open({ locale: LOCALES[language] })
  const welcome = await WelcomePage.open(page, host.http)
  yield { name: 'first-run', page }
  await welcome.tryAs(' ')
  await welcome.fault.waitFor()
  yield { name: 'first-run-bad-name', page }
}

async function* ofGuests(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', NAME, '--password', '열려라 참깨')
  const page = await open({ locale: LOCALES[language], expects: REFUSED })
  const welcome = await WelcomePage.open(page, `http://${GUEST_NAME}:${host.port}`)
  await welcome.password.fill('닫혀라 참깨')
  await welcome.tryAs('지민')
  await welcome.fault.waitFor()
  yield { name: 'first-run-wrong-password', page }
  await welcome.choose('signup')
  await welcome.tryWith('지민', '짧아요')
  await page.getByTestId('fault').and(page.locator('[data-code=BAD_PASSWORD]')).waitFor()
  yield { name: 'first-run-sign-up', page }
  await welcome.choose('login')
  await welcome.tryWith('지민', '')
  await page.getByTestId('fault').and(page.locator('[data-code=PASSWORD_EMPTY]')).waitFor()
  yield { name: 'first-run-log-in', page }
  await welcome.choose('guest')
  await page.getByTestId('join-another').click()
  await page.getByTestId('address').fill('오늘 만나요')
  await page.getByTestId('join-submit').click()
  await page.locator('[data-testid=fault][data-code=BAD_ADDRESS]').waitFor()
  yield { name: 'first-run-other-host', page }
}

async function* withoutHost(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', NAME)
  const page = await open({ locale: LOCALES[language], expects: HOST_AWAY })
  await arrive(page, host.http, '지민')
  await page.route('**/api/**', (route) => route.abort('connectionrefused'))
  await page.reload()
  await page.getByRole('heading').waitFor()
  yield { name: 'unreachable', page }
}
