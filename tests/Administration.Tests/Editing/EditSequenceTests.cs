using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>Random files, written as untidily as can be, and random edits: what comes out means what a naive model says, and the text stays the owner's.</summary>
public sealed class EditSequenceTests
{
    private const int Cases = 1000;
    private const int EditsPerCase = 12;

    [Fact]
    public void Edits_mean_what_a_naive_model_says()
    {
        var made = 0;
        for (var seed = 0; seed < Cases; seed++)
            made += RunCase(seed, static (_, _, _) => { });
        Assert.True(made > Cases * EditsPerCase / 3, $"Only {made} edits were possible.");
    }

    [Fact]
    public void Edits_that_add_leave_every_character_where_it_was()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            RunCase(seed, (edit, before, after) =>
            {
                if (edit is AddNamedEdit or AddEntryEdit)
                    Assert.True(IsContained(Essence(before), Essence(after)), $"Seed {seed}:\n{before}\n--- became ---\n{after}");
            });
        }
    }

    [Fact]
    public void Edits_that_remove_add_nothing_and_keep_the_comments_of_others()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            RunCase(seed, (edit, before, after) =>
            {
                if (edit is RemoveNamedEdit or RemoveEntryEdit)
                    Assert.True(IsContained(Essence(after), Essence(before)), $"Seed {seed}:\n{before}\n--- became ---\n{after}");
            });
        }
    }

    [Fact]
    public void Edits_that_change_or_move_lose_no_comment()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            RunCase(seed, (edit, before, after) =>
            {
                if (edit is EnableNamedEdit || (edit is ChangeNamedEdit && !LosesMember(before, after)))
                    Assert.Equal(Comments(before).Order(), Comments(after).Order());
            });
        }
    }

    [Fact]
    public void Edits_that_are_joined_do_the_same_as_one_by_one()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var edits = new RandomEdits(random);
            var text = MessyWriter.Write(edits.Settings(), random);
            var wishes = Enumerable.Range(0, random.Next(6)).Select(_ => edits.Next().Edit).ToList();
            Assert.Equal(Outcome(text, wishes), Outcome(text, AddEntryEdit.Joined(wishes)));
        }
    }

    [Fact]
    public void Every_object_and_list_put_together_unchanged_is_the_same_text()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var text = MessyWriter.Write(new RandomEdits(random).Settings(), random);
            var root = JsonScanner.Scan(text);
            foreach (var node in Containers(root))
                Assert.Equal(text[node.Start..node.End], new ContainerText(text, node, JsonStyle.Of(text, root)).ToString());
        }
    }

    private static int RunCase(int seed, Action<SettingsEdit, string, string> check)
    {
        var random = new Random(seed);
        var edits = new RandomEdits(random);
        var naive = new NaiveSettings(edits.Settings());
        var text = MessyWriter.Write(naive.Json, random);
        AssertGood(text, seed);
        var made = 0;
        for (var i = 0; i < EditsPerCase; i++)
        {
            var (edit, model) = edits.Next();
            var expected = new NaiveSettings((JObject)naive.Json.DeepClone());
            var possible = model(expected);
            var document = new SettingsDocument(text, DateTimeOffset.UnixEpoch);
            var problem = edit.Apply(document);
            Assert.True(possible == (problem is null), $"Seed {seed}, {edit}: {problem?.Reason}\n{text}");
            if (problem is not null)
                continue;
            var actual = Parse(document.Text, seed);
            Assert.True(Same(expected.Json, actual), $"Seed {seed}, {edit}:\n{text}\n--- became ---\n{document.Text}\n--- not ---\n{expected.Json}");
            check(edit, text, document.Text);
            (naive, text) = (expected, document.Text);
            made++;
        }

        AssertGood(text, seed);
        return made;
    }

    private static string Outcome(string text, IEnumerable<SettingsEdit> edits)
    {
        var document = new SettingsDocument(text, DateTimeOffset.UnixEpoch);
        return edits.Select(edit => edit.Apply(document)).FirstOrDefault(static problem => problem is not null)?.Reason ?? document.Text;
    }

    private static void AssertGood(string text, int seed)
    {
        var errors = SettingsFile.Parse(text, "ipblock.json").Errors;
        Assert.True(errors.Count == 0, $"Seed {seed}: {string.Join('\n', errors)}\n{text}");
    }

    private static JObject Parse(string text, int seed)
    {
        try
        {
            using var reader = new JsonTextReader(new System.IO.StringReader(text)) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader, new JsonLoadSettings { CommentHandling = CommentHandling.Ignore });
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"Seed {seed}: {exception.Message}\n{text}", exception);
        }
    }

    // The order of members counts too, which DeepEquals does not look at.
    private static bool Same(JObject expected, JObject actual) => expected.ToString(Formatting.None) == actual.ToString(Formatting.None);

    // Commas come and go with the elements between which they stand.
    private static string Essence(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c) && c != ','));

    private static bool IsContained(string part, string whole)
    {
        var found = 0;
        foreach (var c in whole)
        {
            if (found < part.Length && part[found] == c)
                found++;
        }

        return found == part.Length;
    }

    private static IEnumerable<string> Comments(string text) => Regex.Matches(text, "<[0-9]+>", RegexOptions.None, TimeSpan.FromSeconds(10)).Select(static match => match.Value);

    private static bool LosesMember(string before, string after) => Count(before, "publicName") > Count(after, "publicName") || Count(before, "statusCode") > Count(after, "statusCode");

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static IEnumerable<JsonNode> Containers(JsonNode node) =>
        node.Items is null ? [] : node.Items.SelectMany(Containers).Prepend(node);
}
