/**
 * The second factor: six digits that the person's authenticator app works out from a shared secret and the time
 * (RFC 6238), and, for the day the telephone is lost, ten codes on paper that serve once each.
 */
import { Secret, TOTP } from 'otpauth'

const stepSeconds = 30

const totp = (secret: string, label = '') =>
  new TOTP({
    issuer: 'Onroll',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
    secret: Secret.fromBase32(secret),
  })

/** What a code proves: the step of time it belongs to, so that the same code cannot serve twice. */
export function stepOf(secret: string, typed: string, now: Date): number | undefined {
  const token = typed.replaceAll(/\D/g, '')
  if (token.length !== 6) return undefined
  // One step of drift either way: telephones' clocks are not exact, and people type slowly.
  const delta = totp(secret).validate({ token, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / stepSeconds) + delta
}

/** The code of this moment: for the demonstration, which has no telephone, and for tests. */
export function codeNow(secret: string, now: Date): string {
  return totp(secret).generate({ timestamp: now.getTime() })
}

/** The address that a QR code carries to the authenticator app. */
export function otpauthAddress(secret: string, email: string): string {
  return totp(secret, email).toString()
}

/** A secret from 20 random bytes, as the letters people can type. */
export function secretFrom(bytes: Uint8Array): string {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
}

/** In groups of four, to be read and typed. */
export function inGroups(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

export const isSecret = (text: string): boolean => /^[A-Z2-7]{32}$/.test(text)

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
export const recoveryCodesMade = 10

/** A recovery code from 10 random bytes: letters and digits that cannot be mistaken for each other. */
export function recoveryCodeFrom(bytes: Uint8Array): string {
  const code = [...bytes].map(byte => letters[byte % letters.length]).join('')
  return `${code.slice(0, 5)}-${code.slice(5, 10)}`
}

/** A typed recovery code as it is kept: without spaces, dashes and capitals. */
export function recoveryCodeKey(typed: string): string {
  return typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** What a page asks again, when a step matters: was the second factor proved within these minutes? */
export function factorIsFresh(request: { factorAt: Date | undefined; now: Date }, minutes = 5): boolean {
  return (
    request.factorAt !== undefined && request.now.getTime() - request.factorAt.getTime() <= minutes * 60_000
  )
}

/** Minutes that a form may be filled in after its page asked for a fresh proof. */
export const formMinutes = 15
