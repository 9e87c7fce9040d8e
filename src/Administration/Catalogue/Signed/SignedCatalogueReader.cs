using System;
using System.Collections.Generic;
using System.Text;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Catalogue.Signed;

/// <summary>
/// Reads a signed catalogue: an object with a format, the exact bytes that were signed, and their signature, both as base64. Nothing of the bytes is
/// looked at before their signature is known to be good.
/// </summary>
internal sealed class SignedCatalogueReader
{
    public const string Format = "format";
    public const string Catalogue = "catalogue";
    public const string Signature = "signature";

    private const string Form = "download it again from its publisher, or create it with ipblock catalog sign";
    private readonly string _file;
    private readonly List<SettingsError> _errors = [];

    private SignedCatalogueReader(string file) => _file = file;

    /// <summary>The catalogue, or what is wrong with it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="key">Whose signature it must have.</param>
    public static (SignedCatalogue? Catalogue, IReadOnlyList<SettingsError> Errors) Read(byte[] content, string file, CataloguePublicKey key)
    {
        var reader = new SignedCatalogueReader(file);
        return (reader.Read(content, key), reader._errors);
    }

    private SignedCatalogue? Read(byte[] content, CataloguePublicKey key)
    {
        if (CatalogueJson.Text(content) is not { } text)
            return Fail(CatalogueJson.NoText, Form);
        var (root, error) = CatalogueJson.Parse(text, _file, Form);
        if (root is null)
            return Fail(error!.Reason, Form);
        foreach (var property in root.Properties())
        {
            if (property.Name is not (Format or Catalogue or Signature))
                return Fail($"a signed catalogue has no property {property.Name}", Form);
        }

        if (!CatalogueJson.IsFormatOne(root[Format]))
            return Fail("this is not a signed catalogue of format 1, the only one that this version reads", Form);
        if (Bytes(root[Catalogue]) is not { } signed || Bytes(root[Signature]) is not { } signature)
            return Fail("the catalogue or its signature is missing, or is not base64", Form);
        return CatalogueSignature.WhyNot(key, signed, signature) is { } why
            ? Fail(why, "download it again from its publisher; if the publisher has a new key, change catalogue.publicKey")
            : ReadSigned(signed);
    }

    private SignedCatalogue? ReadSigned(byte[] signed)
    {
        const string Cure = "report this to its publisher, or install a newer version of IpBlock";
        if (CatalogueJson.Text(signed) is not { } text)
            return Fail(CatalogueJson.NoText, Cure);
        var catalogue = CatalogueReader.Read(text, _file + " (the signed catalogue in it)");
        _errors.AddRange(catalogue.Errors);
        if (catalogue.Errors.Count > 0)
            return null;
        return catalogue.Issue is { } issue ? new SignedCatalogue(issue, catalogue) : Fail("the signed catalogue has no version and no expiry date", Cure);
    }

    private SignedCatalogue? Fail(string reason, string cure)
    {
        _errors.Add(new SettingsError(_file, 0, 0, path: null, reason, cure));
        return null;
    }

    private static byte[]? Bytes(JToken? token)
    {
        try
        {
            return token is JValue { Value: string { Length: > 0 } text } ? Convert.FromBase64String(text) : null;
        }
        catch (FormatException)
        {
            return null; // said by the caller
        }
    }
}
