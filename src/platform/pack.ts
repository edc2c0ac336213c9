/**
 * Packs the rules and the matching for other makers: `npm run pack [-- DIR]` writes onroll-VERSION.tgz, which gives
 * `onroll/rules` and `onroll/matching`.
 *
 * The project runs as TypeScript, but Node strips no types under node_modules. So the files that the library needs are compiled
 * to JavaScript with their types, into a folder of their own, and that folder is packed. `npm pack` on the project itself would
 * pack the whole system as it stands, which no other project could import.
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** What the packed file gives: the name after `onroll/`, and the file of `src/` that it is. */
const libraries = { rules: 'rules.ts', matching: 'matching.ts' } as const

/** What the libraries use of others. It is inside the packed file, so that it can be installed where there is no network. */
const bundled = ['any-ascii', 'double-metaphone'] as const

const usage = 'npm run pack [-- DIR]\n\nWrites onroll-VERSION.tgz into DIR (this folder if none is named).\n'

/** Takes the words after `npm run pack --`; gives the exit code. */
export async function main(args: string[]): Promise<number> {
  if (args.length > 1 || args.some(arg => arg.startsWith('-'))) {
    process.stderr.write(usage)
    return 2
  }
  process.stdout.write(`${await pack(resolve(args[0] ?? '.'))}\n`)
  return 0
}

/** Packs the libraries into a folder, which is made if need be. Gives the path of the packed file. */
export async function pack(into: string): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'onroll-pack-'))
  try {
    const folder = join(made, 'package')
    await compile(made, folder)
    await describePackage(folder)
    for (const name of bundled)
      await cp(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
    await mkdir(into, { recursive: true })
    const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], {
      cwd: folder,
    })
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
    return join(into, filename)
  } finally {
    await rm(made, { recursive: true })
  }
}

/** Compiles the files that the libraries use, and no other. */
async function compile(made: string, folder: string): Promise<void> {
  const config = join(made, 'tsconfig.json')
  await writeFile(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        rootDir: join(root, 'src'),
        outDir: folder,
        // What Node 20 and browsers have, and nothing of Node's own: what would not run there does not compile.
        target: 'es2023',
        lib: ['es2023', 'dom'],
        types: [],
      },
      include: [],
      files: Object.values(libraries).map(file => join(root, 'src', file)),
    }),
  )
  try {
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config])
  } catch (error) {
    throw new Error(`The libraries do not compile:\n${(error as { stdout?: string }).stdout ?? error}`)
  }
  // The compiler rewrites the imports of the code and leaves those of the types as they were.
  for (const path of await readdir(folder, { recursive: true })) {
    if (!path.endsWith('.d.ts')) continue
    const types = await readFile(join(folder, path), 'utf8')
    await writeFile(join(folder, path), types.replace(/(from ['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'))
  }
}

/** The package's own description, licence and page. */
async function describePackage(folder: string): Promise<void> {
  const project = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
  const { name, version, license, type } = project
  const used = project.dependencies as Record<string, string>
  const exported = Object.entries(libraries).map(([library, file]) => {
    const at = `./${file.replace(/\.ts$/, '')}`
    return [`./${library}`, { types: `${at}.d.ts`, default: `${at}.js` }]
  })
  const description = {
    name,
    version,
    description:
      'The rules on school attendance and children missing education in England, and the matching of records of children, as libraries.',
    license,
    type,
    sideEffects: false,
    engines: { node: '>=20' },
    exports: Object.fromEntries(exported),
    dependencies: Object.fromEntries(bundled.map(one => [one, used[one]])),
    bundleDependencies: bundled,
  }
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(description, null, 2)}\n`)
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  await cp(join(root, 'docs/library.md'), join(folder, 'README.md'))
}
