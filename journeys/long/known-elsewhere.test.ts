// TH-08 with enough of each that a difference of a few hundredths would show.
process.env.ONROLL_TEST_TIMED ??= '300'
await import('../../src/interchange/pages/known-elsewhere.test.ts')
