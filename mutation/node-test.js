// Stands in for node:test where Stryker runs the tests: collects them instead of running them, so that they can be run again and
// again in one process, one change after another. Only what our tests of rules use is here.

/** Every test of the files loaded so far. */
export const collected = []
let file = ''
const path = []
let hooks = []

/** Says which file is being loaded. */
export function loading(name) {
  file = name
}

export function test(name, ...rest) {
  const run = rest.at(-1)
  if (typeof run !== 'function' || rest.some(one => one?.skip || one?.todo)) return
  const id = `${file} > ${[...path, name].join(' > ')}`
  const times = collected.filter(one => one.name === id).length
  collected.push({ id: times === 0 ? id : `${id} (${times + 1})`, name: id, file, hooks: [...hooks], run })
}

export function describe(name, ...rest) {
  path.push(name)
  const outer = hooks
  hooks = [...hooks]
  rest.at(-1)()
  hooks = outer
  path.pop()
}

/** What must be done before the tests that follow; once. */
export function before(run) {
  hooks.push(once(run))
}
export const beforeEach = run => {
  hooks.push(run)
}
export const after = () => {}
export const afterEach = () => {}
export const it = test
export const suite = describe
export default Object.assign(test, { test, describe, it, suite, before, after, beforeEach, afterEach })

/** What a test is given. */
export async function runOne({ name, hooks: first, run }) {
  const last = []
  const context = {
    name,
    after: done => last.push(done),
    diagnostic() {},
    test: async (inner, ...rest) => rest.at(-1)({ ...context, name: inner }),
  }
  try {
    for (const hook of first) await hook()
    await run(context)
  } finally {
    for (const done of last) await done()
  }
}

function once(run) {
  let done
  return () => {
    done ??= Promise.resolve(run())
    return done
  }
}
