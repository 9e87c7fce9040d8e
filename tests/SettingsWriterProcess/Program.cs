using System;
using System.Globalization;
using System.Threading;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>
/// A program that changes settings or keeps others from it, for tests of what happens between programs:
/// <c>add FILE LETTER COUNT</c> adds that many providers, one at a time, and <c>hold FILE</c> holds the lock until it is killed.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments[0] == "hold")
            return Hold(arguments[1]);
        return Add(new SettingsEditor(arguments[1]), arguments[2], int.Parse(arguments[3], CultureInfo.InvariantCulture));
    }

    private static int Hold(string path)
    {
        using var held = SettingsLock.Wait(path + ".lock", Clock.System);
        Console.WriteLine(held is null ? "held by another" : "held");
        new ManualResetEventSlim().Wait(Timeout.Infinite);
        return 0;
    }

    private static int Add(SettingsEditor editor, string letter, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var comment = letter + i.ToString(CultureInfo.InvariantCulture);
            var address = string.Format(CultureInfo.InvariantCulture, "2001:db8:{0:x}::{1:x}", (int)letter[0], i + 1);
            var result = editor.Apply(SettingsEdit.AddEntry(ListKind.Block, address, comment));
            if (!result.Succeeded)
            {
                Console.WriteLine(result.Errors[0]);
                return 1;
            }

            Console.WriteLine(comment);
        }

        return 0;
    }
}
