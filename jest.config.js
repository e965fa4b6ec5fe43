import {availableParallelism} from 'node:os'

// jest strips the types itself since 30.5, so no transformer is needed (docs/decisions/0003-typescript-and-tests.md).
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Those need a real control plane: npm run test:e2e.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  testSequencer: '<rootDir>/test/longest-first.js',
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  // Programs are run and clusters started; a busy machine takes longer than the five seconds that jest allows.
  testTimeout: 30_000,
  // Most of the time is spent waiting for programs and for clusters, so there may be more workers than cores.
  maxWorkers: availableParallelism() + 1,
}
