// Chromium cannot be given a scheme of ours, so app://sarangbang is a secure site of that name to it, which never leaves the process.

export const SITE = 'https://sarangbang.test'
const APP = 'app://sarangbang'

/** The address that Chromium sees for one of the program's. */
export const toChromium = (url: string): string => (url.startsWith(APP) ? SITE + url.slice(APP.length) : url)

/** The address that the program sees for one of Chromium's. */
export const fromChromium = (url: string): string =>
  url.startsWith(SITE) ? APP + url.slice(SITE.length) : url
