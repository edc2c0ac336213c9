/**
 * The examples of README and docs/library.md, in another project: packed, installed without a network, run by whatever Node is
 * there, and checked against the types. With ONROLL_TEST_UPDATE=yes what they print is written anew.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { main, pack } from './pack.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const readme = join(root, 'README.md')
const library = join(root, 'docs/library.md')
const section = /^## As a library\n[\s\S]*?```js\n(?<code>[\s\S]*?)```\n\n```text\n(?<output>[\s\S]*?)```\n/m
const example = section.exec(readFileSync(readme, 'utf8'))!.groups as { code: string; output: string }

const folder = mkdtempSync(join(tmpdir(), 'onroll-elsewhere-'))
after(() => rmSync(folder, { recursive: true }))

/** A Node of the machine, not the one that this project brought along. */
function otherNode(): string {
  for (const place of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(place, 'node')
    if (resolve(place).startsWith(root)) continue
    try {
      accessSync(node, constants.X_OK)
      return node
    } catch {
      // Not here.
    }
  }
  return process.execPath
}

describe('the packed library in another project', () => {
  let packed = ''

  before(async () => {
    packed = await pack(join(folder, 'packed'))
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'elsewhere', private: true, type: 'module' }),
    )
    await run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', packed], {
      cwd: folder,
    })
  })

  test('brings nothing else along', () => {
    assert.match(packed, /onroll-\d+\.\d+\.\d+\.tgz$/)
    const installed = readdirSync(join(folder, 'node_modules')).filter(name => !name.startsWith('.'))
    assert.deepEqual(installed, ['onroll'])
    const inside = readdirSync(join(folder, 'node_modules/onroll/node_modules'))
    assert.deepEqual(inside.filter(name => !name.startsWith('.')).sort(), ['any-ascii', 'double-metaphone'])
    const files = readdirSync(join(folder, 'node_modules/onroll'), { recursive: true, encoding: 'utf8' })
    assert.deepEqual(
      files.filter(path => /\.ts$/.test(path) && !/\.d\.ts$/.test(path) && !path.startsWith('node_modules/')),
      [],
    )
    for (const file of ['LICENSE', 'README.md', 'rules.js', 'rules.d.ts', 'matching.js', 'matching.d.ts'])
      assert.ok(files.includes(file), file)
    const description = JSON.parse(readFileSync(join(folder, 'node_modules/onroll/package.json'), 'utf8'))
    assert.equal(description.license, 'MIT')
    assert.deepEqual(Object.keys(description.dependencies).sort(), ['any-ascii', 'double-metaphone'])
    // The rules need neither.
    const rules = readFileSync(join(folder, 'node_modules/onroll/rules.js'), 'utf8')
    assert.doesNotMatch(rules, /any-ascii|double-metaphone/)
  })

  test('runs the example of the README and prints what the README says', async () => {
    writeFileSync(join(folder, 'example.js'), example.code)
    const { stdout } = await run(otherNode(), ['example.js'], { cwd: folder })
    if (process.env.ONROLL_TEST_UPDATE === 'yes') {
      const text = readFileSync(readme, 'utf8')
      writeFileSync(
        readme,
        text.replace(section, all =>
          all.replace(`\`\`\`text\n${example.output}`, () => `\`\`\`text\n${stdout}`),
        ),
      )
    }
    assert.equal(stdout, example.output)
  })

  test('links two lists as docs/library.md says', async () => {
    const section =
      /^## The same child in two lists\n[\s\S]*?```ts\n(?<code>[\s\S]*?)```\n\n```text\n(?<output>[\s\S]*?)```\n/m
    const page = readFileSync(library, 'utf8')
    const { code, output } = section.exec(page)!.groups as { code: string; output: string }
    writeFileSync(join(folder, 'linked.js'), code)
    const { stdout } = await run(otherNode(), ['linked.js'], { cwd: folder })
    if (process.env.ONROLL_TEST_UPDATE === 'yes') {
      const changed = page.replace(section, all =>
        all.replace(`\`\`\`text\n${output}`, () => `\`\`\`text\n${stdout}`),
      )
      writeFileSync(library, changed)
    }
    assert.equal(stdout, output)
  })

  test('has types that the example agrees with, and that need no other', async () => {
    writeFileSync(join(folder, 'checked.ts'), example.code)
    writeFileSync(
      join(folder, 'wrong.ts'),
      `import { assess } from 'onroll/rules'\nassess({ term_dates: [], pupils: [] }, { on: 5 })\n`,
    )
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      lib: ['es2023', 'dom'],
      types: [],
    }
    const check = (file: string) => {
      const config = join(folder, 'tsconfig.json')
      writeFileSync(config, JSON.stringify({ compilerOptions, files: [file] }))
      return run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config])
    }
    await check('checked.ts')
    const page = readFileSync(library, 'utf8')
    for (const [, block] of page.matchAll(/```ts\n([\s\S]*?)```/g)) {
      const given = /\bregisters\b/.test(block!)
        ? `declare const registers: import('onroll/rules').Registers\n`
        : ''
      writeFileSync(join(folder, 'page.ts'), given + block)
      await check('page.ts')
    }
    await assert.rejects(check('wrong.ts'), error => {
      assert.match((error as { stdout: string }).stdout, /attendance/)
      return true
    })
  })

  test('is made by npm run pack, which says how when called wrongly', async () => {
    assert.equal(await main(['--help']), 2)
    assert.equal(await main(['one', 'two']), 2)
  })
})
