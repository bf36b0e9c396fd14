"""Words of which meetings are made up: names of many scripts, sentences in three languages, signs that mean something."""

from __future__ import annotations

LATIN_NAMES = (
    "Ana Silva", "Jean-Baptiste N'Diaye", "María José de la Cruz y Núñez", "Ole van den Berg", "Ngozi Okonjo Adeyemi-Clarke",
    "Þórunn Sigurðardóttir", "Łukasz Żółkiewski", "Seán Ó Briain", "Ludwig von und zu Hohenfels", "Fatima bint Said al Harthy",
    "D’Arcy McKenzie", "Nguyễn Thị Minh Khai", "Zoë Ångström", "José Luís Antunes dos Santos Figueiredo", "Mehmet Çelik",
    "Anne-Sophie Lefèvre", "Ibrahim Traoré", "Håkon Bjørnstad", "Ravindranath Krishnamurthy Venkataraman", "Bo Ek",
    "de la Torre Ana", "Kim", "Wangari wa Kamau",
)  # fmt: skip
OTHER_NAMES = ("محمد الأمين", "ليلى حداد", "Ольга Алгаерова", "Дмитрий Иванович Соколов", "Ελένη Παπαδοπούλου")
CHINESE_NAMES = ("王小明", "李静")
TITLES = {
    "en": (
        "Director General", "Deputy Executive Director, Programme & Policy", "Chief (a.i.)", "Head of Office",
        "Special Representative of the Secretary-General on migration", "Senior Adviser; focal point", "Officer-in-Charge",
    ),
    "fr": (
        "Directrice générale", "Chef de cabinet", "Conseillère principale (par intérim)", "Représentant permanent adjoint",
        "Responsable des programmes & des politiques",
    ),
    "es": (
        "Directora general", "Jefe de oficina", "Asesora superior (interina)", "Representante permanente adjunto",
        "Responsable de programas & políticas",
    ),
}  # fmt: skip
ORGANIZATIONS = (
    "IOM", "OHCHR", "UN DESA", "Ministry of Foreign Affairs, Trade and Development", "UN-Habitat", "Trade & Labour Union",
    "International Chamber (Geneva branch)", "Universidad de la República", "Réseau «Migrations»", "Министерство труда",
    "وزارة العمل", "World Bank Group/IFC", "C40 Cities", "Women's Refugee Commission",
)  # fmt: skip
CHINESE_ORGANIZATIONS = ("中国人口学会",)
OWNERS = (
    "IOM",
    "UNHCR",
    "Network Secretariat",
    "Ana Silva",
    "ILO",
    "Working Group 2.1",
    "محمد الأمين",
    "Ольга Алгаерова",
)
LISTED_OWNERS = ("Ministry of Foreign Affairs, Trade and Development", "Trade & Labour Union", "World Bank Group/IFC")
NASTY = (
    "*star*", "_under_score", "#hash", "[link](x.org)", "<b>bold</b>", "&amp;", "a & b", "\\back\\", "$x$", "@me",
    "= equals", "1. one", "`code`", "~~no~~", "“quoted”", "«cité»", "it’s", "50%", "A|B", "#let x = 1", "{{ tag }}", "--", "…",
)  # fmt: skip
AT_START = ("- ", "1. ", "# ", "> ", "* ", "+ ", "= ", "@me ", "(a) ", "\\", "$", "| ", "<p> ", "#", "12) ", "— ", "~ ")
PLACES = ("Geneva, Switzerland", "Salle XVII, Palais des Nations", "Bogotá", "Addis Ababa (ECA)", "San José")
ZONES = {"en": ("Geneva time", "UTC", "CEST", "Europe/Paris", "UTC+2"), "fr": ("UTC", "CEST"), "es": ("UTC", "CEST")}
NUMBERED = ("3 (a)", "IV", "2.1", "B", "5 bis")

BODIES = {
    "en": ("Executive Committee", "Steering Committee of the Fund", "Working Group on Data, Evidence & Outreach"),
    "fr": ("Comité exécutif", "Groupe de travail sur les données"),
    "es": ("Comité Ejecutivo", "Grupo de Trabajo sobre datos"),
}
MEETINGS = {
    "en": ("Summary of the meeting of Principals", "Summary record of the third session", "Minutes of the retreat"),
    "fr": ("Compte rendu de la réunion", "Procès-verbal de la troisième session"),
    "es": ("Acta de la reunión", "Resumen de la tercera sesión"),
}
TOPICS = {
    "en": (
        "Regional reviews", "Labour mobility & skills", "Vaccines and certificates", "Alternatives to detention: state of play",
        "Climate and displacement", "The Forum in 2022", "Money (pledges, deposits)", "Return and reintegration",
        "#1 priority", "Data <en route>",
    ),
    "fr": (
        "Examens régionaux", "Mobilité de la main-d’œuvre", "Vaccins et certificats", "Climat et déplacement",
        "Le Forum de 2022", "Retour et réintégration", "Fonds & contributions",
    ),
    "es": (
        "Exámenes regionales", "Movilidad laboral", "Vacunas y certificados", "Clima y desplazamiento",
        "El Foro de 2022", "Retorno y reintegración", "Fondo & contribuciones",
    ),
}  # fmt: skip
SAID = {
    "en": (
        "The Coordinator gave an overview of the year and of what lies ahead for the country teams.",
        "Several speakers pointed to the gap between pledges and deposits, which is wider than it was a year ago.",
        "One delegation recalled the figures of the last review and asked how they had been gathered.",
        "The discussion turned to the ports, where crews still wait for weeks before they can go ashore.",
        "Colleagues from the regions described how local networks share interpreters and legal advice.",
        "In the view of many, the paper is clear on principles and thin on costs.",
    ),
    "fr": (
        "La Coordonnatrice a dressé un tableau de l’année et de ce qui attend les équipes dans les pays.",
        "Plusieurs intervenants ont évoqué l’écart entre les annonces et les versements, qui se creuse.",
        "La discussion a porté sur les ports, où les équipages patientent encore pendant des semaines.",
        "Les collègues des régions ont décrit la manière dont les réseaux se partagent les interprètes.",
    ),
    "es": (
        "La Coordinadora trazó un panorama del año y de lo que espera a los equipos en los países.",
        "Varias personas se refirieron a la distancia entre las promesas y los depósitos, que va en aumento.",
        "El debate giró en torno a los puertos, donde las tripulaciones esperan todavía durante semanas.",
        "Las colegas de las regiones describieron cómo las redes comparten intérpretes.",
    ),
}  # fmt: skip
DECIDED = {
    "en": (
        "The Committee endorsed the workplan of the Network as revised on the day of the meeting.",
        "The Principals agreed to hold the next retreat in Nairobi.",
        "The terms of reference of the youth panel were adopted without discussion.",
        "Approved the budget for outreach, on the understanding that travel is kept to a minimum.",
        "Observer seats are opened to two diaspora associations",
        "Contributions below the threshold are pooled in one window.",
    ),
    "fr": (
        "Le Comité a adopté le programme de travail du Réseau dans sa version révisée.",
        "Les membres sont convenus de se réunir la prochaine fois à Nairobi.",
        "Le mandat du groupe des jeunes a été approuvé sans débat.",
        "Deux sièges d’observateur sont ouverts à des associations de la diaspora",
    ),
    "es": (
        "El Comité aprobó el plan de trabajo de la Red en su versión revisada.",
        "Los miembros acordaron celebrar el próximo retiro en Nairobi.",
        "El mandato del grupo de jóvenes fue aprobado sin debate.",
        "Se abren dos puestos de observador para asociaciones de la diáspora",
    ),
}  # fmt: skip
TO_DO = {
    "en": (
        "Circulate the draft outline of the report", "Map which countries still lack a network",
        "Prepare a two-page brief on seafarers", "Share lessons from the pilot in the Horn of Africa.",
        "Revise the glossary & the list of acronyms", "Collect photographs for the exhibition",
        "Translate the toolkit into Arabic", "Open the call for joint programmes",
        "Draft talking points about visas", "Set up a roster of trainers (twelve at least)",
    ),
    "fr": (
        "Diffuser le plan du rapport auprès des équipes", "Recenser les pays encore sans réseau",
        "Rédiger une note de deux pages sur les marins", "Partager les enseignements du projet pilote.",
        "Réviser le glossaire & la liste des sigles", "Traduire la trousse en arabe",
        "Préparer des éléments de langage relatifs aux visas",
    ),
    "es": (
        "Difundir el esquema del informe entre los equipos", "Identificar los países todavía sin red",
        "Preparar una nota de dos páginas sobre la gente de mar", "Compartir las lecciones del proyecto piloto.",
        "Revisar el glosario & la lista de siglas", "Traducir las herramientas al árabe",
        "Redactar mensajes relativos a los visados",
    ),
}  # fmt: skip
OCCASIONS = {
    "en": ("before the summer recess", "by the next meeting", "as soon as funds allow"),
    "fr": ("avant la pause estivale", "d’ici à la prochaine réunion", "dès que les fonds le permettent"),
    "es": ("antes del receso estival", "antes de la próxima reunión", "en cuanto lo permitan los fondos"),
}
STATUSES = {"en": ("open", "in progress"), "fr": ("ouvert", "en cours"), "es": ("abierto", "en marcha")}
