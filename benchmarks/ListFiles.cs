using System;
using System.IO;
using System.Linq;

namespace IpBlock.Benchmarks;

/// <summary>List files of random networks; 10.0.0.0/8 is in each, 11.0.0.0/8 in none.</summary>
internal static class ListFiles
{
    /// <summary>Settings with two block lists, an allow list and a thousand entries by hand, each after a comma.</summary>
    public static string Settings { get; } = """
        , "lists": [ { "name": "a", "file": "a.txt" }, { "name": "b", "file": "b.txt" }, { "name": "c", "file": "c.txt", "kind": "allow" } ]
        """ + ", \"blockList\": [ " + string.Join(", ", Enumerable.Range(0, 1000).Select(static i => $"\"203.0.{i / 250}.{i % 250}\"")) + " ]";

    public static void Write(string path, int count, int seed)
    {
        var random = new Random(seed);
        using var file = new StreamWriter(path + ".new");
        file.Write("10.0.0.0/8\n");
        for (var i = 1; i < count; i++)
        {
            var first = random.Next(12, 224);
            file.Write($"{first}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}\n");
        }

        file.Close();
        File.Move(path + ".new", path, overwrite: true);
    }
}
