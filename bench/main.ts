// Measures what docs/benchmarks.md says. Each benchmark is a file of this folder with a `run`; it gives figures as plain
// data, which are printed as JSON. What is going on is said on the error output, so that the figures can be piped.

import { machine } from './machine.ts'

const benchmarks = {
  start: 'first and later starts, from the command to the first answer',
  pages: 'pages at the size of a large authority: time, bytes, statements, memory',
  'school-day':
    'the pages of a school of 2,000 in an authority of 300,000, each alone and under 16 connections',
  'authority-day':
    'the pages of the authority’s work at 300,000 children, 3,000 open and 200,000 closed cases, 50 people at work',
  'public-reports':
    'ten thousand reports by the public in ten minutes, while people work: --reports --minutes --before --people --children',
  'import-day': 'one school day of 250,000 pupils, from files',
  detect: 'the nightly run over 300,000 pupils and a year, beside its floor; one school of 2,000',
  'local-steps': 'local steps over 300,000 pupils: previews, the night, one school, the lists people open',
  others: 'files of other makers with known truth (write), and what onroll link finds in them (measure)',
  search: 'one search among a million children, from the database; beside it, likeness of names in SQL',
  country: 'the nightly run of nine million pupils: 36 authorities of 250,000 in turn',
  'made-up':
    'two lists of made-up pupils and the truth about them, as files: --children --seed --errors --pool --out',
  link: 'onroll link over 250,000 and a million records a file, whole: time, memory, F1; beside it, exact blocks',
  matching:
    'how right onroll link is on made-up pupils of seeds not tuned on, and on pairs made to be mistaken',
} as const

/** Takes the words after `npm run bench --`; gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || !Object.hasOwn(benchmarks, name)) {
    const list = Object.entries(benchmarks).map(([known, says]) => `  ${known.padEnd(11)} ${says}\n`)
    process.stderr.write(`npm run bench -- NAME\n\n${list.join('')}`)
    return 2
  }
  const module = (await import(new URL(`./${name}.ts`, import.meta.url).href)) as {
    run: (args: string[]) => Promise<Record<string, unknown>>
  }
  const figures = await module.run(rest)
  process.stdout.write(`${JSON.stringify({ benchmark: name, machine: machine(), ...figures }, null, 2)}\n`)
  return 0
}
