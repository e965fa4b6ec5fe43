# Completion of vkctl for fish.

function __vkctl_complete
    set -l words (commandline -opc)
    set -l raw (commandline -ct)
    # Assignments before the command.
    while string match -qr '^\w+=' -- $words[1]
        set -e words[1]
    end
    # A quote that is still open.
    set -l current (string unescape -- $raw; or string replace -r '^[\'"]' '' -- $raw)
    for line in (vkctl __complete (math (count $words) - 1) $words[2..] "$current" 2>/dev/null)
        switch $line
            case \t'files*'
                set -l prefix (string replace -r '^\tfiles ?' '' -- $line)
                set -l path (string sub -s (math (string length -- "$prefix") + 1) -- $raw)
                for file in (complete -C "'' $path")
                    echo $prefix$file
                end
            case \t'command *'
                set -l first (math (string replace \t'command ' '' -- $line) + 2)
                complete -C "$(string escape -- $words[$first..] | string join ' ') $raw"
            case '*'
                echo $line
        end
    end
end

complete -c vkctl -e
complete -c vkctl -f -a '(__vkctl_complete)'
