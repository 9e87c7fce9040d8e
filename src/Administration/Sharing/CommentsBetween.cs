using System;
using System.Text;
using IpBlock.Administration.Editing;

namespace IpBlock.Administration.Sharing;

/// <summary>The comments in what stands between two values of a settings file, where property names and punctuation stand too.</summary>
internal static class CommentsBetween
{
    private const int Slashes = 2;

    /// <summary>The text with the words of each comment changed, and nothing else.</summary>
    /// <param name="between">What stands between two values.</param>
    /// <param name="change">Makes of a comment's words what stands there instead.</param>
    public static string Change(string between, Func<string, string> change)
    {
        var written = new StringBuilder();
        for (var at = 0; at < between.Length;)
        {
            var end = EndOf(between, at);
            var part = between.Substring(at, end - at);
            written.Append(part[0] == '/' ? Changed(part, change) : part);
            at = end;
        }

        return written.ToString();
    }

    // Of a comment, a property name, which may hold slashes, or one character.
    private static int EndOf(string between, int at)
    {
        if (between[at] == '/')
            return JsonTrivia.SkipComment(between, at);
        if (between[at] is not ('"' or '\''))
            return at + 1;
        var end = at + 1;
        while (end < between.Length && between[end] != between[at])
            end += between[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, between.Length);
    }

    private static string Changed(string comment, Func<string, string> change)
    {
        if (comment[1] == '/')
            return comment.Substring(0, Slashes) + change(comment.Substring(Slashes));
        // What is left of the words must not end the comment before its end.
        var words = change(comment.Substring(Slashes, comment.Length - Slashes - Slashes)).Replace("*/", "* /");
        return "/*" + words + "*/";
    }
}
