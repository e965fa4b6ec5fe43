/** What a single executable is made for, by the names that Node.js uses for its own downloads. */
export const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win-x64'] as const

export type Platform = (typeof platforms)[number]

/** The platform of this machine; undefined if there is no executable for it. */
export function thisPlatform(): Platform | undefined {
  const name = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  return platforms.find(platform => platform === name)
}

export const isWindows = (platform: Platform): boolean => platform.startsWith('win')
export const isMac = (platform: Platform): boolean => platform.startsWith('darwin')
