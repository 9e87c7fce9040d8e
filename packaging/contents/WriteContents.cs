#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the notices about the packages that files of a program come from, and their bill of materials (CycloneDX 1.6). Nothing in either depends on where
/// or when it is written. A file that is in no package is the program's own. Compiled by MSBuild when a program is published.
/// </summary>
public sealed class WriteContents : Task
{
    private static readonly UTF8Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The published files.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = Array.Empty<ITaskItem>();

    /// <summary>The folder of the restored packages.</summary>
    [Required]
    public string Packages { get; set; } = "";

    /// <summary>The folder of the licences' texts by their SPDX identifiers, for packages that name one and have no text.</summary>
    [Required]
    public string Licences { get; set; } = "";

    /// <summary>The program.</summary>
    [Required]
    public string Product { get; set; } = "";

    /// <summary>Its version.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>The file of the notices.</summary>
    [Required]
    public string Notices { get; set; } = "";

    /// <summary>The file of the bill of materials.</summary>
    [Required]
    public string Bill { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var packages = new SortedDictionary<string, Package>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Files)
        {
            if (FolderOf(file) is { } folder && !packages.ContainsKey(folder))
                packages.Add(folder, new Package(folder));
        }

        File.WriteAllText(Notices, NoticesOf(packages.Values), Utf8);
        File.WriteAllText(Bill, BillOf(packages.Values), Utf8);
        return !Log.HasLoggedErrors;
    }

    // What was compiled again on the way lies elsewhere and still knows its package.
    private string? FolderOf(ITaskItem file)
    {
        var path = Path.GetFullPath(file.ItemSpec);
        var root = Path.GetFullPath(Packages).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        if (path.StartsWith(root, StringComparison.OrdinalIgnoreCase))
        {
            var parts = path.Substring(root.Length).Split(Path.DirectorySeparatorChar);
            return Path.Combine(root, parts[0], parts[1]);
        }

        var (id, version) = (file.GetMetadata("NuGetPackageId"), file.GetMetadata("NuGetPackageVersion"));
        return id.Length > 0 && version.Length > 0 ? Path.Combine(root, id.ToLowerInvariant(), version.ToLowerInvariant()) : null;
    }

    private string NoticesOf(ICollection<Package> packages)
    {
        var text = new StringBuilder();
        text.Append(Product).Append(" contains the following software of others, under these licences.\n");
        foreach (var package in packages)
        {
            text.Append('\n').Append('-', 80).Append('\n').Append(package.Id).Append(' ').Append(package.Version).Append('\n');
            foreach (var line in new[] { package.Authors, package.Copyright, package.Address, "Licence: " + package.Licence })
            {
                if (line.Length > 0)
                    text.Append(line).Append('\n');
            }

            var texts = package.Texts;
            if (!package.HasLicenceText)
                texts = new[] { StandardText(package) }.Concat(texts).ToList();
            foreach (var one in texts.Where(one => one.Length > 0).Distinct(StringComparer.Ordinal))
                text.Append('\n').Append(one).Append('\n');
        }

        return text.ToString();
    }

    private string StandardText(Package package)
    {
        var file = Path.Combine(Licences, package.Licence + ".txt");
        if (File.Exists(file))
            return Package.Read(file);
        Log.LogError("{0} {1} has the licence '{2}' and no text of it. Put the text into {3}.", package.Id, package.Version, package.Licence, file);
        return "";
    }

    private string BillOf(ICollection<Package> packages)
    {
        var components = string.Join(",\n", packages.Select(Component));
        var self = "pkg:generic/" + Product + "@" + Version;
        var refs = string.Join(",\n", packages.Select(package => "        " + Quoted(package.Purl)));
        var digest = SHA256.Create().ComputeHash(Utf8.GetBytes(self + components));
        digest[6] = (byte)((digest[6] & 0x0f) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3f) | 0x80);
        var hex = Hex(digest);
        var serial = string.Join("-", hex.Substring(0, 8), hex.Substring(8, 4), hex.Substring(12, 4), hex.Substring(16, 4), hex.Substring(20, 12));
        return "{\n  \"$schema\": \"http://cyclonedx.org/schema/bom-1.6.schema.json\",\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.6\",\n"
            + "  \"serialNumber\": \"urn:uuid:" + serial + "\",\n  \"version\": 1,\n"
            + "  \"metadata\": {\n    \"component\": { \"type\": \"application\", \"bom-ref\": " + Quoted(self) + ", \"name\": " + Quoted(Product) + ", \"version\": " + Quoted(Version)
            + ", \"licenses\": [ { \"license\": { \"id\": \"MIT\" } } ] }\n  },\n"
            + "  \"components\": [\n" + components + "\n  ],\n"
            + "  \"dependencies\": [\n    {\n      \"ref\": " + Quoted(self) + ",\n      \"dependsOn\": [\n" + refs + "\n      ]\n    }\n  ]\n}\n";
    }

    private static string Component(Package package)
    {
        var fields = new List<string>
        {
            "\"type\": \"library\"", "\"bom-ref\": " + Quoted(package.Purl), "\"name\": " + Quoted(package.Id), "\"version\": " + Quoted(package.Version),
            "\"licenses\": [ { \"license\": { " + (package.HasSpdxLicence ? "\"id\": " : "\"name\": ") + Quoted(package.Licence) + " } } ]",
        };
        if (package.Copyright.Length > 0)
            fields.Add("\"copyright\": " + Quoted(package.Copyright));
        if (package.Sha512.Length > 0)
            fields.Insert(4, "\"hashes\": [ { \"alg\": \"SHA-512\", \"content\": \"" + package.Sha512 + "\" } ]");
        fields.Add("\"purl\": " + Quoted(package.Purl));
        return "    {\n      " + string.Join(",\n      ", fields) + "\n    }";
    }

    private static string Hex(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c < ' ')
                quoted.Append("\\u").Append(((int)c).ToString("x4"));
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A restored package, by what it says of itself.</summary>
    private sealed class Package
    {
        private static readonly string[] Names = { "LICENSE", "LICENCE", "THIRD-PARTY-NOTICE", "THIRDPARTYNOTICE", "NOTICE" };

        public Package(string folder)
        {
            var spec = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().First(element => element.Name.LocalName == "metadata");
            string Of(string name) => spec.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";
            (Id, Version, Authors, Copyright, Address) = (Of("id"), Of("version"), Of("authors"), Of("copyright"), Of("projectUrl"));
            var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Names.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase)) && Path.GetExtension(file).ToLowerInvariant() is ".txt" or ".md" or "")
                .OrderBy(file => file.Substring(folder.Length), StringComparer.Ordinal).ToList();
            Texts = files.Select(Read).ToList();
            var own = files.Where(file => Path.GetDirectoryName(file) == folder && Path.GetFileName(file).StartsWith("LICEN", StringComparison.OrdinalIgnoreCase)).Select(Read).ToList();
            HasLicenceText = own.Count > 0;
            var declared = spec.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
            HasSpdxLicence = declared?.Attribute("type")?.Value == "expression";
            Licence = HasSpdxLicence ? declared!.Value.Trim() : "";
            if (!HasSpdxLicence && own.Any(text => text.Contains("Permission is hereby granted, free of charge")))
                (HasSpdxLicence, Licence) = (true, "MIT");
            if (Licence.Length == 0)
                Licence = Of("licenseUrl");
            var hash = Directory.GetFiles(folder, "*.nupkg.sha512").FirstOrDefault();
            Sha512 = hash is null ? "" : Hex(Convert.FromBase64String(File.ReadAllText(hash).Trim()));
        }

        public string Id { get; }

        public string Version { get; }

        public string Authors { get; }

        public string Copyright { get; }

        public string Address { get; }

        public string Licence { get; }

        public bool HasSpdxLicence { get; }

        public bool HasLicenceText { get; }

        public IReadOnlyList<string> Texts { get; }

        public string Sha512 { get; }

        public string Purl => "pkg:nuget/" + Id + "@" + Version;

        // Without the spaces at the ends, of which texts of the same licence have different ones.
        public static string Read(string file) => string.Join("\n", File.ReadAllText(file).Replace("\r", "").TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }
}
