/**
 * What does an email or a text say, and what became of it?
 *
 * It says that there is a letter and how to come to it: nothing about a child, no school, no name and no reason, for it lies
 * open on a locked screen (trust.md TH-19).
 */

export const messageStates = [
  'printed',
  'waiting',
  'sending',
  'accepted',
  'delivered',
  'failed',
  'not known',
  'stopped',
] as const
export type MessageState = (typeof messageStates)[number]

/** What each state means to a person. */
export const stateInWords: Readonly<Record<MessageState, string>> = {
  printed: 'Printed to be posted or given',
  waiting: 'Not yet sent',
  sending: 'Being sent',
  accepted: 'Sent: the mail or message service has taken it',
  delivered: 'Delivered',
  failed: 'Not delivered',
  'not known': 'Not known whether it was sent: a person decides',
  stopped: 'Stopped',
}

/** Has it arrived, as far as can be known? An email has no better word than that it was taken. */
export const hasGone = (state: string): boolean => ['printed', 'accepted', 'delivered'].includes(state)
/** Does a person have to do something? */
export const needsPerson = (state: string): boolean => ['failed', 'not known', 'stopped'].includes(state)

/** From which states a person may have it tried again. */
export const mayTryAgain = (state: string): boolean => ['failed', 'not known', 'stopped'].includes(state)

export type MessageWords = { subject: string; body: string }

/**
 * The words of an email or text about a letter. Takes the number to ring and, if there is one, the address of a page that
 * asks one question before it shows the letter.
 */
export function wordsOf(
  channel: 'email' | 'text',
  given: { phone: string; link?: string | undefined },
): MessageWords {
  const ring = `If you would rather talk, ring ${given.phone}.`
  const body = given.link
    ? [
        'There is a letter for you.',
        `Read it here: ${given.link}`,
        'The page asks one question first. It can be opened for 14 days.',
        ring,
      ]
    : ['There is a letter for you.', `Please ring ${given.phone} and we will tell you what it says.`]
  return {
    subject: 'There is a letter for you',
    body:
      channel === 'text'
        ? body.join(' ')
        : [...body, 'Please do not answer this email. If it is not for you, delete it.'].join('\n\n'),
  }
}

/** After how long it is tried again: a minute, then five, then fifteen, an hour, and each hour after that. */
export function nextTry(tries: number, now: Date): Date {
  const minutes = [1, 5, 15, 60][tries - 1] ?? 60
  return new Date(now.getTime() + minutes * 60_000)
}
/** After so many tries it is a person's. */
export const triesMax = 12
