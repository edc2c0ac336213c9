// What pages for the signed-out share: where a request comes from, and where one may be sent on to.
import { type PageRequest, text } from '../../platform/web/page.ts'
import type { Whence } from '../actions.ts'
import { deviceInWords } from '../device.ts'

/** Where this request comes from; the platform gives pages for anyone the address and the browser's own name. */
export function whenceOf(request: PageRequest<undefined>): Whence {
  return {
    ip: text(request.body, 'ip'),
    device: deviceInWords(text(request.body, 'userAgent')),
    now: request.now,
    today: request.today,
  }
}

/** An address of our own to go on to, or the start: nobody is sent to another site by a link to us. */
export function nextPlace(given: string | undefined): string {
  return given && /^\/(?![/\\])[\w\-./?=&%:]*$/.test(given) ? given : '/'
}

/** "Wait 8 seconds" in words a person can act on. */
export function waitInWords(seconds: number): string {
  const time =
    seconds < 90 ? `${seconds} second${seconds === 1 ? '' : 's'}` : `${Math.ceil(seconds / 60)} minutes`
  return `Too many wrong tries from here. Wait ${time}, then try again`
}
