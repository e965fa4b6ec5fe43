// Preloaded into vkctl: what it waits for a minute, it waits for a second and a half.
const timeout = AbortSignal.timeout.bind(AbortSignal)
AbortSignal.timeout = ms => timeout(ms === 60_000 ? 1500 : ms)
