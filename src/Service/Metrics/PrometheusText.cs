using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IpBlock.Service.Metrics;

/// <summary>The text format of Prometheus, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>What all samples of a name are.</summary>
    public static void AppendHead(StringBuilder text, string name, string type, string? help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>One number.</summary>
    public static void AppendSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>How often something took how long.</summary>
    /// <param name="text">Where it is written.</param>
    /// <param name="name">The name of the histogram.</param>
    /// <param name="labels">Its labels, empty for none.</param>
    /// <param name="steps">Bounds in seconds, rising, with how often it took no longer.</param>
    /// <param name="total">How often in all.</param>
    /// <param name="sum">How long in all.</param>
    public static void AppendHistogram(StringBuilder text, string name, string labels, IReadOnlyList<(double Bound, long Count)> steps, long total, TimeSpan sum)
    {
        foreach (var (bound, count) in steps)
            Bucket(bound.ToString(CultureInfo.InvariantCulture), count);
        Bucket("+Inf", total);
        AppendSample(text, name + "_sum", labels, sum.TotalSeconds);
        AppendSample(text, name + "_count", labels, total);

        void Bucket(string bound, long count) => AppendSample(text, name + "_bucket", (labels.Length > 0 ? labels + "," : "") + Label("le", bound), count);
    }

    /// <summary>Labels as they stand between the braces of a sample.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
            text.Append(text.Length == 0 ? "" : ",").Append(Label(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        return text.ToString();
    }

    /// <summary>One label.</summary>
    public static string Label(string name, string value) =>
        name + "=\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
