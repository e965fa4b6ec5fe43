import type {DownloadOf} from './download.ts'
import type {Platform} from './platform.ts'

/** A formula for a tap (https://docs.brew.sh/Formula-Cookbook). */
export function homebrewFormula(version: string, download: DownloadOf): string {
  const archive = (platform: Platform): string => {
    const {url, sha256} = download(platform)
    return `url "${url}"\n      sha256 "${sha256}"`
  }
  return `class Vkctl < Formula
  desc "Install, check and remove Virtual Kubelet connectors on AKS"
  version "${version}"
  license "MIT"

  depends_on "helm"
  depends_on "kubernetes-cli"

  on_macos do
    on_arm do
      ${archive('darwin-arm64')}
    end
    on_intel do
      ${archive('darwin-x64')}
    end
  end

  on_linux do
    on_arm do
      ${archive('linux-arm64')}
    end
    on_intel do
      ${archive('linux-x64')}
    end
  end

  def install
    bin.install "vkctl"
    man1.install Dir["man/*.1"]
    bash_completion.install "completion/vkctl.bash" => "vkctl"
    zsh_completion.install "completion/vkctl.zsh" => "_vkctl"
    fish_completion.install "completion/vkctl.fish"
    doc.install "LICENSE", "THIRD-PARTY-NOTICES"
  end

  test do
    assert_match "vkctl #{version}", shell_output("#{bin}/vkctl --version")
  end
end
`
}
