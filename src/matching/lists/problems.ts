import type { Problem } from '../../formats/problem.ts'

/** How many problems of one kind are said one by one; of the rest only how many there are. */
const saidMax = 10

/** Gathers what is wrong with a file, and says it in lines for the person who made it. */
export class Problems {
  readonly #file: string
  readonly #kinds = new Map<string, { said: string[]; more: number }>()

  constructor(file: string) {
    this.#file = file
  }

  add({ line, column, found, expected }: Problem): void {
    const kind = `${column}\n${expected}`
    let known = this.#kinds.get(kind)
    if (!known) {
      known = { said: [], more: 0 }
      this.#kinds.set(kind, known)
    }
    if (known.said.length >= saidMax) {
      known.more++
      return
    }
    const where = column === '' ? `line ${line}` : `line ${line}, column ${column}`
    known.said.push(`${this.#file}, ${where}: found "${found}", expected ${expected}`)
  }

  /** All of it, kind by kind as they first came. */
  lines(): string[] {
    return [...this.#kinds.values()].flatMap(({ said, more }) =>
      more === 0 ? said : [...said, `${this.#file}: the same in ${more.toLocaleString('en-GB')} more rows`],
    )
  }
}
