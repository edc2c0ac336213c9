// Before a step that matters: the second factor once more. Also the words that help in a demonstration, where nobody
// has a telephone with the right secret in it.
import type { Tx } from '../../platform/db.ts'
import { type FormError, type Redirect, redirect, text, type View } from '../../platform/web/page.ts'
import { proveFactor } from '../actions.ts'
import type { Page, Request } from '../page.ts'
import { codeNow, factorIsFresh } from '../second-factor.ts'
import { personById } from '../store.ts'
import type { Viewer } from '../viewer.ts'
import { nextPlace, waitInWords } from './whence.ts'

async function view(request: Request): Promise<View> {
  return {
    template: 'access/pages/prove.njk',
    data: {
      heading: 'Enter the code from your authenticator app',
      next: nextPlace(request.query.next ?? text(request.body, 'next')),
      demonstrationCode: await demonstrationCode(request),
    },
  }
}

export const provePage: Page = {
  path: '/prove',
  allow: 'own.account',
  shows: 'no child',
  get: view,
  async post(request) {
    const error = await provedBy(request.db, request.viewer, text(request.body, 'code'), request.now)
    if (error) return { ...(await view(request)), errors: [error] }
    return redirect(nextPlace(text(request.body, 'next')))
  },
}

/** Takes a typed code. Gives the error to show about the field `code`, or nothing when it proved the factor. */
export async function provedBy(
  tx: Tx,
  viewer: Viewer,
  code: string,
  now: Date,
): Promise<FormError | undefined> {
  if (!code) return { field: 'code', text: 'Enter the 6 digits your app shows' }
  const proof = await proveFactor(tx, viewer, code, now)
  switch (proof.is) {
    case 'proved':
      return undefined
    case 'wait':
      return { field: 'code', text: waitInWords(proof.seconds) }
    case 'wrong':
      return { field: 'code', text: 'This is not the code now, or it has been used. Wait for the next one' }
    default:
      return proof satisfies never
  }
}

/** Sends on to /prove where the factor was not proved within the last minutes; nothing where it was. */
export function proveFirst(
  request: { factorAt: Date | undefined; now: Date },
  next: string,
  minutes?: number,
): Redirect | undefined {
  return factorIsFresh(request, minutes) ? undefined : redirect(`/prove?next=${encodeURIComponent(next)}`)
}

/** In a demonstration, for its made-up people alone: the code that a telephone would show. */
export async function demonstrationCode(request: Request): Promise<string | undefined> {
  if (!request.services.demonstration) return undefined
  const person = await personById(request.db, request.viewer.la, request.viewer.personId)
  return person?.demonstration && person.totp_secret ? codeNow(person.totp_secret, request.now) : undefined
}
