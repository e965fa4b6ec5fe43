import {execFileSync, spawnSync} from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {filesBelow} from './archive.ts'
import type {Release} from './context.ts'
import {changelog, control, copyright, lintianOverrides} from './debian-texts.ts'
import {executableOf} from './executable.ts'
import {NotHere} from './node-binary.ts'
import {executableNotices} from './standalone.ts'

export const debianArchitectures = {amd64: 'linux-x64', arm64: 'linux-arm64'} as const

export type DebianArchitecture = keyof typeof debianArchitectures

/** Makes the Debian package. Throws NotHere without dpkg-deb. Returns the name of the file. */
export function makeDebian(release: Release, architecture: DebianArchitecture): string {
  if (spawnSync('dpkg-deb', ['--version']).error !== undefined) throw new NotHere('it needs dpkg-deb, which this machine does not have')
  const {built, target, version, epoch} = release
  const temporary = mkdtempSync(join(tmpdir(), 'vkctl-debian-'))
  try {
    const root = join(temporary, 'root')
    const program = join(root, 'usr', 'bin', 'vkctl')
    mkdirSync(dirname(program), {recursive: true})
    copyFileSync(executableOf(release, debianArchitectures[architecture]), program)
    writeDocumentation(release, root)
    writeCompletion(built, root)
    const files = filesBelow(root)
    const size = files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0)
    write(root, 'DEBIAN/control', control({version, architecture, kilobytes: Math.ceil(size / 1024)}))
    write(root, 'DEBIAN/md5sums', execFileSync('md5sum', files, {cwd: root}))
    makeReproducible(root, epoch)
    const name = `vkctl_${version}_${architecture}.deb`
    // Level 1 is a few percent larger than the default, and takes a fraction of the time.
    execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z1', root, join(target, name)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {...process.env, SOURCE_DATE_EPOCH: String(epoch)},
    })
    return name
  } finally {
    rmSync(temporary, {recursive: true, force: true})
  }
}

function write(root: string, path: string, content: string | Uint8Array): void {
  const file = join(root, ...path.split('/'))
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, content)
}

/** Without a time and a name in it (`gzip -9n`). */
const compressed = (text: string | Uint8Array): Buffer => gzipSync(text, {level: 9})

function writeDocumentation({built, cache, version, epoch}: Release, root: string): void {
  const doc = 'usr/share/doc/vkctl'
  for (const page of readdirSync(join(built, 'man')))
    write(root, `usr/share/man/man1/${page}.gz`, compressed(readFileSync(join(built, 'man', page))))
  cpSync(join(built, 'docs'), join(root, doc, 'docs'), {recursive: true})
  for (const page of ['README.md', 'SECURITY.md']) cpSync(join(built, page), join(root, doc, page))
  write(root, `${doc}/CHANGELOG.md.gz`, compressed(readFileSync(join(built, 'CHANGELOG.md'))))
  write(root, `${doc}/changelog.gz`, compressed(changelog(version, epoch)))
  write(root, `${doc}/THIRD-PARTY-NOTICES.gz`, compressed(executableNotices(built, cache)))
  write(root, `${doc}/copyright`, copyright(readFileSync(join(built, 'LICENSE'), 'utf8')))
  write(root, 'usr/share/lintian/overrides/vkctl', lintianOverrides)
}

function writeCompletion(built: string, root: string): void {
  const script = (shell: string) => readFileSync(join(built, 'templates', 'completion', `vkctl.${shell}`))
  write(root, 'usr/share/bash-completion/completions/vkctl', script('bash'))
  write(root, 'usr/share/zsh/vendor-completions/_vkctl', script('zsh'))
  write(root, 'usr/share/fish/vendor_completions.d/vkctl.fish', script('fish'))
}

/** The same modes and times whatever the umask and the checkout are. */
function makeReproducible(root: string, epoch: number): void {
  for (const path of ['.', ...readdirSync(root, {recursive: true, encoding: 'utf8'})]) {
    const file = join(root, path)
    const isProgram = path === join('usr', 'bin', 'vkctl')
    chmodSync(file, statSync(file).isDirectory() || isProgram ? 0o755 : 0o644)
    lutimesSync(file, epoch, epoch)
  }
}
