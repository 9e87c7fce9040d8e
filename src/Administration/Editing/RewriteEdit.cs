using System;

namespace IpBlock.Administration.Editing;

internal sealed class RewriteEdit(Func<string, string?> rewrite, string refusal) : SettingsEdit
{
    internal override EditProblem? Apply(SettingsDocument document)
    {
        if (rewrite(document.Text) is not { } text)
            return new EditProblem(null, refusal, null);
        document.Text = text;
        return null;
    }
}
