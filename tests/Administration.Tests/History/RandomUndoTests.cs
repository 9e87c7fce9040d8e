using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using IpBlock.Administration.Editing;
using IpBlock.Administration.History;
using IpBlock.Administration.Tests.Editing;
using IpBlock.Settings.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Administration.Tests.History;

/// <summary>Random files, written as untidily as can be, and random changes of them by the editor and by hand, which are then undone.</summary>
public sealed class RandomUndoTests
{
    private const int Cases = 20;
    private const int ChangesPerCase = 12;

    [Fact]
    public void Undone_from_the_last_to_the_first_each_change_leaves_the_file_as_it_was_byte_for_byte()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            using var file = new EditedFile();
            var versions = Change(file, seed);
            for (var number = versions.Count - 1; number > 0; number--)
            {
                var result = file.Editor.Undo(number);
                Assert.True(result.Succeeded, $"Seed {seed}, change {number}: {string.Join('\n', result.Errors)}");
                Assert.True(versions[number - 1].SequenceEqual(File.ReadAllBytes(file.Path)), $"Seed {seed}, change {number}");
            }
        }
    }

    [Fact]
    public void Undone_in_any_order_each_change_is_taken_back_and_nothing_else_or_it_is_said_why_not()
    {
        var (undone, refused) = (0, 0);
        for (var seed = 0; seed < Cases; seed++)
        {
            using var file = new EditedFile();
            var versions = Change(file, seed);
            var random = new Random(seed);
            foreach (var number in Enumerable.Range(1, versions.Count - 1).OrderBy(_ => random.Next()))
            {
                var before = Tree(File.ReadAllBytes(file.Path));
                var steps = PropertyStep.Between(Tree(versions[number - 1]), Tree(versions[number]));
                var result = file.Editor.Undo(number);
                if (!result.Succeeded)
                {
                    refused++;
                    Assert.All(result.Errors, static error => Assert.True(error.Cure is not null || error.Path is not null, error.ToString()));
                    continue;
                }

                undone++;
                AssertTakenBack(steps, before, Tree(File.ReadAllBytes(file.Path)), $"Seed {seed}, change {number}");
            }
        }

        Assert.True(undone > Cases * 2 && refused > 0, $"{undone} undone, {refused} refused");
    }

    private static void AssertTakenBack(IReadOnlyList<PropertyStep> steps, PropertyTree before, PropertyTree after, string where)
    {
        foreach (var step in steps.Where(static step => step.Place is not { List: not null, Key: null }))
            Assert.True(JToken.DeepEquals(step.Old, after.At(step.Place)), $"{where}: {step.Place} is {after.At(step.Place)} and not {step.Old}");
        foreach (var other in PropertyStep.Between(before, after))
            Assert.True(steps.Any(step => step.Place.Overlaps(other.Place) || (step.Place.List == other.Place.List && other.Place.Key is null)), $"{where}: {other.Place} changed too");
    }

    private static PropertyTree Tree(byte[] content) => PropertyTree.Of(Encoding.UTF8.GetString(content))!;

    // All versions of the file, the first as it was.
    private static List<byte[]> Change(EditedFile file, int seed)
    {
        var random = new Random(seed);
        var edits = new RandomEdits(random);
        file.Text = MessyWriter.Write(edits.Settings(), random);
        Assert.Null(file.Editor.Notice());
        var versions = new List<byte[]> { File.ReadAllBytes(file.Path) };
        while (versions.Count <= ChangesPerCase)
        {
            if (random.Next(4) == 0)
                ByHand(file, edits.Next().Edit, random);
            else
                file.Editor.Apply(edits.Next().Edit);
            var now = File.ReadAllBytes(file.Path);
            if (now.SequenceEqual(versions[^1]))
                continue;
            Assert.Null(file.Editor.Notice());
            versions.Add(now);
        }

        return versions;
    }

    // Somebody opens the file, changes something and lays out the rest anew.
    private static void ByHand(EditedFile file, SettingsEdit edit, Random random)
    {
        var document = new SettingsDocument(file.Text, DateTimeOffset.UnixEpoch);
        if (edit.Apply(document) is null)
            file.Text = MessyWriter.Write(JsonSource.Read(document.Text, "", [])!, random);
    }
}
