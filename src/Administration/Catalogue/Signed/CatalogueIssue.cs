using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using IpBlock.Settings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>A catalogue as it is about to be signed: the exact bytes, which every reader of the signed file can read.</summary>
public sealed class CatalogueIssue
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private CatalogueIssue(byte[] content, SignedCatalogue catalogue) => (Content, Catalogue) = (content, catalogue);

    /// <summary>What is to be signed.</summary>
    public byte[] Content { get; }

    /// <summary>What it says.</summary>
    public SignedCatalogue Catalogue { get; }

    /// <summary>Takes a catalogue as it was written. Only where a version or a date is given, it is written anew.</summary>
    /// <param name="content">The file, in the form of the overlays.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="version">The number of the issue; null for that in the file.</param>
    /// <param name="expires">Until when it is to be used; null for what the file says.</param>
    /// <param name="errors">Why there is none.</param>
    public static CatalogueIssue? TryMake(byte[] content, string file, long? version, DateTimeOffset? expires, out IReadOnlyList<SettingsError> errors)
    {
        if (CatalogueJson.Text(content ?? throw new ArgumentNullException(nameof(content))) is not { } text)
        {
            errors = [new SettingsError(file, 0, 0, path: null, CatalogueJson.NoText, "write it in ASCII")];
            return null;
        }

        if ((version is not null || expires is not null) && CatalogueJson.Parse(text, file, "").Root is { } root)
            content = Utf8.GetBytes(text = With(root, version, expires));
        var read = CatalogueReader.Read(text, file);
        errors = read.Errors;
        if (errors.Count > 0)
            return null;
        if (read.Issue is { } issue)
            return new CatalogueIssue(content, new SignedCatalogue(issue, read));
        const string Cure = "specify --version and --expires, or write them into the file";
        errors = [new SettingsError(file, 0, 0, path: null, "the catalogue has no version and no expiry date", Cure)];
        return null;
    }

    /// <summary>The signed file.</summary>
    /// <param name="signature">The signature of <see cref="Content"/> in DER.</param>
    public byte[] Envelope(byte[] signature) => Utf8.GetBytes(new JObject
    {
        [SignedCatalogueReader.Format] = 1,
        [SignedCatalogueReader.Catalogue] = Convert.ToBase64String(Content),
        [SignedCatalogueReader.Signature] = Convert.ToBase64String(signature),
    }.ToString(Formatting.Indented) + "\n");

    private static string With(JObject root, long? version, DateTimeOffset? expires)
    {
        if (version is { } number)
            root[Issue.Version] = number;
        if (expires is { } end)
            root[Issue.Expires] = PointInTime.Format(end);
        return root.ToString(Formatting.Indented);
    }
}
