using System;
using System.Globalization;

namespace IpBlock.Administration.Import.Postfix;

/// <summary><c>{a} == {b}</c> in a reference (Postfix 3.0 and later): numbers are compared as numbers, all else as texts.</summary>
internal sealed class MainComparison
{
    private readonly string _left;
    private readonly string _operator;
    private readonly string _right;

    private MainComparison(string left, string comparing, string right)
    {
        _left = left;
        _operator = comparing;
        _right = right;
    }

    public static MainComparison Read(string text, ref int i)
    {
        var left = Balanced.Read(text, ref i);
        var start = i;
        while (i < text.Length && text[i] is not ('{' or '?'))
            i++;
        var comparing = text.Substring(start, i - start).Trim();
        return new MainComparison(left, comparing, i < text.Length && text[i] == '{' ? Balanced.Read(text, ref i) : "");
    }

    public bool Holds(Func<string, string> expand)
    {
        var order = Compare(expand(_left).Trim(), expand(_right).Trim());
        return _operator switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => false,
        };
    }

    public override string ToString() => "{" + _left + "} " + _operator + " {" + _right + "}";

    private static int Compare(string left, string right) =>
        IsNumber(left, out var first) && IsNumber(right, out var second) ? first.CompareTo(second) : string.CompareOrdinal(left, right);

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
