using System.Text;

namespace IpBlock.Settings;

/// <summary>
/// Writes a label in ASCII (RFC 3492). The framework's IdnMapping is not used: it maps by other rules on .NET Framework, under ICU and in invariant mode, and one
/// mailbox must be the same in every process.
/// </summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int MinThreshold = 1;
    private const int MaxThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;

    /// <summary>The label without its prefix xn--, from code points; at most a few hundred of them.</summary>
    public static string Encode(int[] codePoints)
    {
        var output = new StringBuilder();
        foreach (var point in codePoints)
        {
            if (point < 0x80)
                output.Append((char)point);
        }

        var basic = output.Length;
        if (basic > 0)
            output.Append('-');
        int next = 0x80, bias = 72;
        long delta = 0;
        for (var handled = basic; handled < codePoints.Length;)
        {
            var smallest = SmallestFrom(codePoints, next);
            delta += (long)(smallest - next) * (handled + 1);
            next = smallest;
            foreach (var point in codePoints)
            {
                if (point < next)
                    delta++;
                if (point != next)
                    continue;
                AppendInteger(output, delta, bias);
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            next++;
        }

        return output.ToString();
    }

    private static int SmallestFrom(int[] codePoints, int next)
    {
        var smallest = int.MaxValue;
        foreach (var point in codePoints)
        {
            if (point >= next && point < smallest)
                smallest = point;
        }

        return smallest;
    }

    private static void AppendInteger(StringBuilder output, long value, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = k <= bias ? MinThreshold : k >= bias + MaxThreshold ? MaxThreshold : k - bias;
            if (value < threshold)
                break;
            output.Append(Digit((int)(threshold + (value - threshold) % (Base - threshold))));
            value = (value - threshold) / (Base - threshold);
        }

        output.Append(Digit((int)value));
    }

    private static int Adapt(long delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / points;
        var k = 0;
        for (; delta > (Base - MinThreshold) * MaxThreshold / 2; k += Base)
            delta /= Base - MinThreshold;
        return (int)(k + (Base - MinThreshold + 1) * delta / (delta + Skew));
    }

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
