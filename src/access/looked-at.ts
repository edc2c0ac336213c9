/**
 * Which page was it, in words? A look keeps the page's address without what stood in it: `/pupils/:child/contacts`.
 */
const beginnings: Readonly<Record<string, string>> = {
  today: 'Today',
  work: 'My work',
  pupils: 'Pupil',
  children: 'Child',
  cases: 'Case',
  triage: 'Triage',
  matches: 'Possible match',
  referrals: 'Referral',
  leavers: 'Leaver',
  returns: 'Return',
  offers: 'Place offered',
  files: 'File',
  imports: 'File',
  'break-glass': 'Review of an opening',
}

/** "Pupil: contacts". */
export function lookedAt(path: string): string {
  const [first = '', ...rest] = path.split('/').slice(1)
  const begins = beginnings[first] ?? asWords(first)
  const names = rest.filter(part => part !== '' && !part.startsWith(':')).map(asWords)
  // A list of many, not one of them.
  if (rest.length === 0) return path === '/' || !begins ? 'Start' : `${begins} list`
  return names.length ? `${begins}: ${names.join(', ').toLowerCase()}` : begins
}

const asWords = (part: string): string => {
  const words = part.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
