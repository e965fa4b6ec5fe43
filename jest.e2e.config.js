import base from './jest.config.js'

// The same scenarios on a real Kubernetes API server, which Go builds at the first run (npm run test:e2e).
export default {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/e2e/needs-go.ts',
  reporters: ['default', '<rootDir>/test/e2e/matrix-reporter.ts'],
  // Each file has a whole cluster of its own.
  maxWorkers: 1,
}
