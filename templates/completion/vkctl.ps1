# Completion of vkctl for PowerShell 5.1 and newer. vkctl quotes the values.

Register-ArgumentCompleter -Native -CommandName vkctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        })
    $current = $wordToComplete.Trim([char[]]"'`"")
    # Windows PowerShell does not pass empty words on, so an empty one is left out.
    $arguments = @($words | Where-Object { $_ -ne '' }) + @($current | Where-Object { $_ -ne '' })

    foreach ($line in @(& vkctl __complete powershell $words.Count @arguments 2>$null)) {
        if ($line -match '^\tfiles ?(?<prefix>.*)$') {
            $prefix = $Matches['prefix']
            foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($current.Substring($prefix.Length))) {
                # At the start of a word, an @ has a meaning, so such a word is quoted, whatever its path is.
                $text = if ($prefix -match '@$') { "'" + $prefix + ($file.CompletionText -replace "^'|'$") + "'" } else { $prefix + $file.CompletionText }
                [System.Management.Automation.CompletionResult]::new($text, $file.ListItemText, $file.ResultType, $file.ToolTip)
            }
        }
        elseif ($line -notmatch '^\t') {
            $text, $value, $description = $line -split "`t", 3
            $tip = if ($description) { $description } else { $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $tip)
        }
    }
}
