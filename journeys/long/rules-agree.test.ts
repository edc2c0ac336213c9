// The two readings of the contract on a hundred thousand registers. What it asks is in src/absences/agreement.test.ts.
process.env.ONROLL_TEST_CASES ??= '100000'
await import('../../src/absences/agreement.test.ts')
