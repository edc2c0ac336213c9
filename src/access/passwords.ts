/**
 * Which passwords may a person choose?
 *
 * Twelve characters or more, any characters, no rule about kinds of them: long and not guessable is what helps. What
 * is refused is what guessing starts with: the commonest words with digits after them, runs on the keyboard, one thing
 * repeated, and the person's own name or address.
 */
export const passwordCharactersMin = 12
/** A limit, so that nobody can keep us busy with a novel. */
export const passwordCharactersMax = 200

/** Words that, alone or together or with digits and signs around them, are not a password. */
const commonWords = new Set(
  `password passwort passw0rd pass word admin administrator welcome letmein login master monkey dragon football baseball
  liverpool arsenal chelsea everton manchester united rangers celtic sunshine princess superman batman iloveyou love
  hello secret summer winter autumn spring school teacher office attendance register onroll headteacher safeguarding
  changeme default test testing temp temporary qwerty qwertyuiop qwertyuiopasdfghjklzxcvbnm asdfgh asdfghjkl zxcvbnm
  azerty abc abcd abcdef abcdefgh abcdefghijkl abcdefghijklmnop one two three four five monday tuesday wednesday
  thursday friday january february march april may june july august september october november december england london
  council children education nothing something freedom whatever trustno computer internet samsung charlie michael
  jordan jessica ashley daniel thomas george harry shadow flower cheese pokemon starwars blink killer pepper ginger
  hunter soccer hockey ranger access mustang corvette money please thankyou mypassword newpassword my new the and is`
    .split(/\s+/)
    .filter(word => word.length > 1),
)

const rows = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyzabcdef',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  'qazwsxedcrfvtgbyhnujm',
]

/** What is wrong with a password, in words for the person, or nothing. */
export function problemWithPassword(
  password: string,
  person: { name: string; email: string },
): string | undefined {
  const length = [...password].length
  if (length < passwordCharactersMin) return `Use ${passwordCharactersMin} characters or more`
  if (length > passwordCharactersMax) return `Use ${passwordCharactersMax} characters or fewer`
  const plain = password.toLowerCase().normalize('NFKC')
  const own = [person.email.split('@')[0]!, ...person.name.split(/\s+/)]
    .map(word => word.toLowerCase())
    .filter(word => word.length > 2)
  if (isRun(plain) || isRepeated(plain) || isMadeOf(plain, own)) {
    return 'Choose a password that is harder to guess: three or four words that have nothing to do with each other'
  }
  return undefined
}

/** Is nearly all of it one walk along the keyboard or the alphabet, either way? */
function isRun(plain: string): boolean {
  const backwards = [...plain].reverse().join('')
  return rows.some(row => row.includes(plain.slice(0, 10)) || row.includes(backwards.slice(0, 10)))
}

/** Is it one to four characters again and again? */
function isRepeated(plain: string): boolean {
  for (let size = 1; size <= 4; size++) {
    const part = plain.slice(0, size)
    if (part.repeat(Math.ceil(plain.length / size)).startsWith(plain)) return true
  }
  return false
}

/** Is nothing left once digits, signs, common words and the person's own words are taken away? */
function isMadeOf(plain: string, own: readonly string[]): boolean {
  const spelt = plain
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('0', 'o')
    .replaceAll(/(?<=[a-z])3(?=[a-z])/g, 'e')
    .replaceAll(/(?<=[a-z])1(?=[a-z])/g, 'i')
  return [plain, spelt].some(text => {
    const words = text.split(/[^\p{L}]+/u).filter(word => word !== '')
    return words.every(word => isJoined(word, own))
  })
}

/** Can a run of letters be cut into words of the list? */
function isJoined(letters: string, own: readonly string[]): boolean {
  const reachable = [true]
  for (let end = 1; end <= letters.length; end++) {
    for (let start = 0; start < end; start++) {
      const word = letters.slice(start, end)
      if (reachable[start] && (commonWords.has(word) || own.includes(word))) {
        reachable[end] = true
        break
      }
    }
  }
  return reachable[letters.length] === true
}
