using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Import.Postfix;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>A policy service or a milter as Postfix names it: <c>inet:127.0.0.1:10040</c>, or in braces with options behind it (from 3.0 on).</summary>
internal sealed class PostfixQuestion
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private PostfixQuestion(string place) => Place = place;

    /// <summary>Where it is, as it is written.</summary>
    public string Place { get; }

    /// <summary>The same as an address; null for what is none, such as a host name.</summary>
    public ListenAddress? Address { get; private init; }

    /// <summary>The address as it would be outside the jail of the queue's folder; that of <see cref="Address"/> where there is no jail.</summary>
    public ListenAddress? AsWritten { get; private init; }

    /// <summary>An option in the braces; null when it is not given.</summary>
    public string? Option(string name) => _options.TryGetValue(name, out var value) ? value : null;

    /// <param name="word">A word of a parameter.</param>
    /// <param name="queue">The folder from which the paths of sockets count that do not begin at the root, and in a jail all.</param>
    /// <param name="isJailed">True when who asks sees that folder as the root.</param>
    public static PostfixQuestion Parse(string word, string queue, bool isJailed)
    {
        var words = MainWords.Split(word.StartsWith("{", StringComparison.Ordinal) ? Inside(word) : word, 1).Select(static one => one.Text).ToList();
        var place = words.Count > 0 ? words[0] : "";
        var question = new PostfixQuestion(place)
        {
            Address = AddressOf(place, queue, isJailed),
            AsWritten = AddressOf(place, queue, isJailed: false),
        };
        foreach (var option in words.Skip(1).Select(static one => one.StartsWith("{", StringComparison.Ordinal) ? Inside(one) : one))
        {
            var equals = option.IndexOf('=');
            if (equals > 0)
                question._options[option.Substring(0, equals).Trim()] = option.Substring(equals + 1).Trim();
        }

        return question;
    }

    private static string Inside(string braces)
    {
        var i = 0;
        return Balanced.Read(braces, ref i).Trim();
    }

    private static ListenAddress? AddressOf(string place, string queue, bool isJailed)
    {
        var text = place.StartsWith("inet:", StringComparison.Ordinal) ? place.Substring(5) : place;
        if (text.StartsWith("unix:", StringComparison.Ordinal) && (isJailed || !text.StartsWith("unix:/", StringComparison.Ordinal)))
            text = "unix:" + queue.TrimEnd('/') + "/" + text.Substring(5).TrimStart('/');
        return ListenAddress.TryParse(text, out var address, out _) ? address : null;
    }
}
