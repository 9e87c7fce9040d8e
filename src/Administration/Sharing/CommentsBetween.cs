using System;
using System.Text;
using IpBlock.Administration.Editing;

namespace IpBlock.Administration.Sharing;

/// <summary>The comments in what stands between two values of a settings file, where property names and punctuation stand too.</summary>
internal static class CommentsBetween
{
    private const int Slashes = 2;
    private static readonly char[] Marks = ['/', '"', '\''];

    /// <summary>The text with the words of each comment changed, and nothing else.</summary>
    /// <param name="between">What stands between two values.</param>
    /// <param name="change">Makes of a comment's words what stands there instead.</param>
    public static string Change(string between, Func<string, string> change)
    {
        var written = new StringBuilder();
        var copied = 0;
        for (var at = 0; at < between.Length;)
        {
            var end = EndOf(between, at);
            if (between[at] == '/')
            {
                written.Append(between, copied, at - copied).Append(Changed(between.Substring(at, end - at), change));
                copied = end;
            }

            at = end;
        }

        return written.Append(between, copied, between.Length - copied).ToString();
    }

    // Of a comment, a property name, which may hold slashes, or what stands before the next of them.
    private static int EndOf(string between, int at)
    {
        if (between[at] == '/')
            return JsonTrivia.SkipComment(between, at);
        if (between[at] is not ('"' or '\''))
            return between.IndexOfAny(Marks, at) is >= 0 and var next ? next : between.Length;
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
